package dev.bellwether.promql.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Re2Test {

    @Test
    void nesting_isLimited() {
        for (String deep : new String[] {
            "(".repeat(49_000) + ")".repeat(49_000),
            "(".repeat(1_000) + ")".repeat(1_000),
            "(a|".repeat(600) + "b" + ")".repeat(600),
            "(?P<a>".repeat(1_000) + ")".repeat(1_000),
            "a{0,500}",
            "a" + "*?".repeat(1_000)
        }) {
            assertThatThrownBy(() -> Re2.compile(deep))
                    .isInstanceOf(PatternSyntaxException.class)
                    .hasMessageContaining("expression nests too deeply: more than 1,000 levels")
                    .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(250));
        }
        assertThat(Re2.compile("(".repeat(990) + "a" + ")".repeat(990)).matches("a"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{1000}){1000}){1000}",
                "(a{32}){32}",
                "(?:a{2,}b){501}",
                "((a{0,11}|b)*?x){0,91}",
                "[](](a{999999999999}){2}",
                "(a{2}\\Q)\\E){501}",
                "(\\)[^]){2}]a{2}){501}",
                "(\\x{41}a{2}){501}",
                "(?i:a{2}){501}"
            })
    void repetitionsWithinEachOther_areLimited(String many) {
        assertThatThrownBy(() -> Re2.compileAnchored(many))
                .isInstanceOf(PatternSyntaxException.class)
                .hasMessageContaining("invalid repeat count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a?", "(a*){2}", "()", "b{0,2}", "a|b|c", "\\b", "^|"})
    void choices_areLimited(String choice) {
        assertThatThrownBy(() -> Re2.compile(choice.repeat(8_000)))
                .isInstanceOf(PatternSyntaxException.class)
                .hasMessageContaining("more than 4,000 choices");
    }

    @Test
    void size_isLimited() {
        assertThatThrownBy(() -> Re2.compile("a{1000}".repeat(3_356)))
                .isInstanceOf(PatternSyntaxException.class)
                .hasMessageContaining("expression too large: more than 3,355,443 instructions");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a{31}){32}",
                "(a{1000}){0}",
                "a{1000}b{1000}",
                "(a{0,490})*",
                "((a*)*)*",
                "\\Q{1000}{1000}(\\E",
                "([({1000}]{2}){500}",
                "([[:alpha:](]{2}){500}",
                "(\\p{1000}",
                "({1000,1){1000}"
            })
    void whatOnlyLooksLikeMuch_isLeftToTheLibrary(String little) {
        try {
            assertThat(Re2.compile(little).pattern()).isEqualTo(little);
        } catch (PatternSyntaxException malformed) {
            assertThat(malformed.getMessage()).doesNotContain("within each other");
        }
    }
}
