package dev.bellwether.notification.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void pauses_double_upToTheLongest_andBeginAnewAfterASuccess() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5), () -> 1.0);

        assertThat(Stream.generate(backoff::next).limit(5).map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 5L, 5L);
        backoff.reset();
        assertThat(backoff.next()).hasSeconds(1);
    }

    @Test
    void halfOfAPause_isRandom() {
        assertThat(new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1), () -> 0.0).next())
                .hasSeconds(1);
        assertThat(new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1), () -> 0.5).next())
                .hasMillis(1500);
    }

    @Test
    void aLongestPauseThatIsShort_isTheFirstOne() {
        assertThat(new Backoff(Duration.ofSeconds(2), Duration.ofMillis(50), () -> 1.0).next())
                .hasMillis(50);
    }
}
