package dev.bellwether.ingest.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofMillis(900));

    @Test
    void waits_double_upToTheBound() {
        assertThat(Stream.generate(() -> backoff.next().toMillis()).limit(4)).containsExactly(250L, 500L, 900L, 900L);
    }

    @Test
    void afterAReset_theyBeginAgain() {
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(250));
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(500));
        backoff.reset();
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void boundBelowTheFirstWait_isRefused() {
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shortest: PT2S (expected: at most PT1S)");
    }
}
