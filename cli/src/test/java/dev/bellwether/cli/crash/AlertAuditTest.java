package dev.bellwether.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertAuditTest {

    private static final Duration HOLD = Duration.ofSeconds(15);
    private static final Instant ACTIVE = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aLifeInOrder_isFoundRight() {
        List<Alert> events = List.of(
                alert("a", AlertState.PENDING, 0),
                alert("b", AlertState.PENDING, 0),
                alert("a", AlertState.FIRING, 15),
                alert("b", AlertState.INACTIVE, 0),
                alert("a", AlertState.RESOLVED, 15),
                alert("a", AlertState.PENDING, 0));

        assertThat(AlertAudit.findings(events, HOLD)).isEmpty();
    }

    @Test
    void aTransitionTwice_orLeftOut_isFound() {
        assertThat(AlertAudit.findings(
                        List.of(alert("a", AlertState.PENDING, 0), alert("a", AlertState.PENDING, 0)), HOLD))
                .singleElement()
                .asString()
                .contains("from PENDING to PENDING");
        assertThat(AlertAudit.findings(List.of(alert("a", AlertState.FIRING, 15)), HOLD))
                .singleElement()
                .asString()
                .contains("from INACTIVE to FIRING");
    }

    @Test
    void anAlertThatForgotHowLongItWasPending_isFound() {
        assertThat(AlertAudit.findings(
                        List.of(alert("a", AlertState.PENDING, 0), alert("a", AlertState.FIRING, 16)), HOLD))
                .singleElement()
                .asString()
                .contains("fired after PT16S (expected: PT15S)");
    }

    @Test
    void alertsThatWerePendingAtAMoment_areCountedByWhenTheyFired() {
        List<Alert> events = List.of(alert("a", AlertState.PENDING, 0), alert("a", AlertState.FIRING, 15));

        assertThat(AlertAudit.pendingAt(ACTIVE.plusSeconds(10), events)).isEqualTo(1);
        assertThat(AlertAudit.pendingAt(ACTIVE.plusSeconds(16), events)).isZero();
        assertThat(AlertAudit.pendingAt(ACTIVE.minusSeconds(1), events)).isZero();
    }

    private static Alert alert(String fingerprint, AlertState state, int firedAfterSeconds) {
        return Alert.newBuilder()
                .setFingerprint(fingerprint)
                .setLabels(Map.of("service", fingerprint))
                .setState(state)
                .setActiveAt(ACTIVE)
                .setStartsAt(firedAfterSeconds == 0 ? null : ACTIVE.plusSeconds(firedAfterSeconds))
                .build();
    }
}
