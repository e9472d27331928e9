package dev.bellwether.processors.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    @Test
    void everyRecord_mayWaitUntilTheSameTimeAfterItsAppend() {
        assertThat(at(TEN).left(TEN)).isEqualTo(TWO_SECONDS);
        assertThat(at(TEN.plusMillis(500)).left(TEN)).isEqualTo(Duration.ofMillis(1_500));
        assertThat(at(TEN.plusSeconds(2)).left(TEN)).isZero();
        assertThat(at(TEN.plusSeconds(60)).left(TEN)).isNegative();
    }

    /** The broker's clock is ahead of the one here. */
    @Test
    void noRecord_waitsLongerThanThePatience() {
        assertThat(at(TEN.minusSeconds(60)).left(TEN)).isEqualTo(TWO_SECONDS);
    }

    /** A transaction that is left open for longer is taken for one of a process that was killed. */
    @Test
    void patience_isShorterThanATransaction() {
        assertThatThrownBy(() -> EnrichmentConfig.DEFAULT.withPatience(Duration.ofSeconds(6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("patience");
    }

    private static Patience at(Instant now) {
        return new Patience(TWO_SECONDS, () -> now);
    }
}
