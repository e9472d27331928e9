package dev.bellwether.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListTest {

    @ParameterizedTest
    @CsvSource({
        "team, true",
        "teams, false",
        "app.kubernetes.io/version, true",
        "app.kubernetes.io, false",
        "kubectl.kubernetes.io/last-applied-configuration, false"
    })
    void keysAndBeginningsOfKeys_areAllowed(String key, boolean allowed) {
        assertThat(AllowList.of(Set.of("team", "app.kubernetes.io/*")).allows(key))
                .isEqualTo(allowed);
    }

    @Test
    void emptyList_allowsNothing_andAnAsteriskEverything() {
        assertThat(AllowList.of(Set.of()).allows("team")).isFalse();
        assertThat(AllowList.of(Set.of("*")).allows("team")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*/version", "a*b*"})
    void otherPatterns_areRefused(String entry) {
        assertThatThrownBy(() -> AllowList.of(Set.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + entry + "\"");
    }
}
