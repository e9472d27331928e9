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
        assertThat(left(at(TEN), TEN)).isEqualTo(TWO_SECONDS);
        assertThat(left(at(TEN.plusMillis(500)), TEN)).isEqualTo(Duration.ofMillis(1_500));
        assertThat(left(at(TEN.plusSeconds(2)), TEN)).isZero();
        assertThat(left(at(TEN.plusSeconds(60)), TEN)).isNegative();
    }

    /** Or each of many resources would wait for the whole patience, one after the other. */
    @Test
    void clockOfTheBroker_mayBeAhead() {
        Instant[] now = {TEN.minusSeconds(60)};
        Patience patience = new Patience(TWO_SECONDS, () -> now[0]);

        assertThat(left(patience, TEN)).isEqualTo(TWO_SECONDS);
        now[0] = now[0].plusMillis(1_500);
        assertThat(left(patience, TEN)).isEqualTo(Duration.ofMillis(500));
        assertThat(left(patience, TEN.plusMillis(500))).as("of a later record").isEqualTo(Duration.ofSeconds(1));
        now[0] = now[0].plusMillis(500);
        assertThat(left(patience, TEN)).isZero();
    }

    /** One record that was far ahead must not end all waiting for ever. */
    @Test
    void clockThatWasSetRight_isForgottenWithinAMinute() {
        Instant[] now = {TEN};
        Patience patience = new Patience(TWO_SECONDS, () -> now[0]);
        assertThat(left(patience, TEN.plusSeconds(60))).isEqualTo(TWO_SECONDS);

        now[0] = TEN.plusSeconds(20);
        Patience.Left meanwhile = patience.left(now[0]);
        now[0] = TEN.plusSeconds(61);
        Patience.Left afterwards = patience.left(now[0]);

        assertThat(meanwhile.isOverByClock()).isTrue();
        assertThat(afterwards.byBroker()).isEqualTo(TWO_SECONDS);
        assertThat(afterwards.isOverByClock()).isFalse();
        now[0] = TEN.plusSeconds(70);
        assertThat(patience.left(TEN.plusSeconds(68)).isOverByClock())
                .as("what is too late by either clock")
                .isFalse();
    }

    /** A transaction that is left open for longer is taken for one of a process that was killed. */
    @Test
    void patience_isShorterThanATransaction() {
        assertThatThrownBy(() -> EnrichmentConfig.DEFAULT.withPatience(Duration.ofSeconds(6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("patience");
    }

    private static Duration left(Patience patience, Instant appended) {
        return patience.left(appended).byBroker();
    }

    private static Patience at(Instant now) {
        return new Patience(TWO_SECONDS, () -> now);
    }
}
