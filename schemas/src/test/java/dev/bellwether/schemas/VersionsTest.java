package dev.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VersionsTest {

    @ParameterizedTest
    @CsvSource({
        "v1.2.0, 1.2.0",
        "1.2.0, 1.2.0",
        "v2, 2",
        "V1, V1",
        "v, v",
        "vanilla, vanilla",
        "vv1, vv1",
        "v٣, v٣",
        "'', ''",
        "1.0-v2, 1.0-v2"
    })
    void aLeadingV_isDroppedBeforeADigitOnly(String version, String normalised) {
        assertThat(Versions.normalise(version)).isEqualTo(normalised);
    }
}
