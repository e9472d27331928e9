package dev.bellwether.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

    static Stream<Setting<?>> every() {
        return Settings.all().stream();
    }

    @ParameterizedTest
    @MethodSource("every")
    void everyKey_isKebabCaseInGroups(Setting<?> setting) {
        assertThat(setting.key()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*(\\.[a-z][a-z0-9]*(-[a-z0-9]+)*)*");
    }

    @ParameterizedTest
    @MethodSource("every")
    void everyDefault_isOfItsKind(Setting<?> setting) {
        assertThatCode(() -> setting.kind().parse(setting.defaultText())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("every")
    void everyDescription_isSentencesOnOneLineThatATableCanHold(Setting<?> setting) {
        assertThat(setting.description()).isNotBlank().endsWith(".").doesNotContain("|", "\n");
        assertThat(setting.kind().expected()).isNotBlank();
    }

    @Test
    void keys_areUnique() {
        assertThat(every().map(Setting::key)).doesNotHaveDuplicates().hasSizeGreaterThan(40);
    }

    /** {@code a.b-c} and {@code a-b.c} would be the same variable. */
    @Test
    void variables_areUniqueAndSayTheKey() {
        assertThat(every().map(Setting::environmentVariable)).doesNotHaveDuplicates();
        assertThat(Settings.GRPC_PORT.environmentVariable()).isEqualTo("BELLWETHER_INGEST_GRPC_PORT");
    }

    /** A key that is also a group could not be written in nested YAML. */
    @Test
    void noKey_isAGroup() {
        assertThat(every().map(Setting::key))
                .allSatisfy(
                        key -> assertThat(every().map(Setting::key)).noneMatch(other -> other.startsWith(key + ".")));
    }
}
