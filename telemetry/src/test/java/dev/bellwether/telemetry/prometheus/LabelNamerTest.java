package dev.bellwether.telemetry.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelNamerTest {

    private static final Pattern CLASSIC_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private static final NamingRules KEEPS_RUNS =
            new NamingRules(TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES, false, true);
    private static final NamingRules PERMISSIVE =
            new NamingRules(TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES, true, false);

    @ParameterizedTest
    @CsvSource({
        "http.method,http_method,http_method",
        "label:with:colons,label_with_colons,label_with_colons",
        "CapitalLetters,CapitalLetters,CapitalLetters",
        "a!with&special$chars),a_with_special_chars_,a_with_special_chars_",
        "a..b,a_b,a__b",
        "a_字符,a_,a___",
        "123label,key_123label,key_123label",
        "_private,key_private,key_private",
        ".dot,key_dot,key_dot",
        "__name__,__name__,__name__",
        "__a..b,__a__b,__a__b",
        "ようこそ,'',''",
        "'','',''"
    })
    void name_isEscaped(String key, String expected, String expectedWithRuns) {
        assertThat(new LabelNamer(NamingRules.DEFAULT).name(key)).isEqualTo(expected);
        assertThat(new LabelNamer(KEEPS_RUNS).name(key)).isEqualTo(expectedWithRuns);
    }

    @Test
    void permissive_keepsOneUnderscoreInFront() {
        assertThat(new LabelNamer(PERMISSIVE).name("_private")).isEqualTo("_private");
        assertThat(new LabelNamer(PERMISSIVE).name("1")).isEqualTo("key_1");
    }

    @Test
    void notEscaped_staysAsItIs() {
        NamingRules rules = NamingRules.DEFAULT.withStrategy(TranslationStrategy.NO_UTF8_ESCAPING_WITH_SUFFIXES);
        assertThat(new LabelNamer(rules).name("größe.1")).isEqualTo("größe.1");
    }

    @Test
    void escapedName_isAClassicOneOrNone() {
        Random random = new Random(11);
        for (int round = 0; round < 50_000; round++) {
            String key = Texts.random(random);
            for (NamingRules rules : new NamingRules[] {NamingRules.DEFAULT, KEEPS_RUNS, PERMISSIVE}) {
                String name = new LabelNamer(rules).name(key);
                assertThat(name.isEmpty() || CLASSIC_NAME.matcher(name).matches())
                        .as("'%s': '%s'", key, name)
                        .isTrue();
            }
        }
    }
}
