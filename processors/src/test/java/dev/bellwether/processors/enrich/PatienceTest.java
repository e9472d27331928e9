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

    /** Or each of many resources would wait for the whole patience, one after the other. */
    @Test
    void clockOfTheBroker_mayBeAhead() {
        Instant[] now = {TEN.minusSeconds(60)};
        Patience patience = new Patience(TWO_SECONDS, () -> now[0]);

        assertThat(patience.left(TEN)).isEqualTo(TWO_SECONDS);
        now[0] = now[0].plusMillis(1_500);
        assertThat(patience.left(TEN)).isEqualTo(Duration.ofMillis(500));
        assertThat(patience.left(TEN.plusMillis(500))).as("of a later record").isEqualTo(Duration.ofSeconds(1));
        now[0] = now[0].plusMillis(500);
        assertThat(patience.left(TEN)).isZero();
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
