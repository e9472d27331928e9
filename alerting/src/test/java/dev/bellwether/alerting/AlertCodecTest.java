package dev.bellwether.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alerting.lifecycle.AlertPhase;
import dev.bellwether.alerting.lifecycle.Evidence;
import dev.bellwether.alerting.lifecycle.Finding;
import dev.bellwether.alerting.lifecycle.Labels;
import dev.bellwether.alerting.lifecycle.TrackedAlert;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.facts.Completeness;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertCodecTest {

    private static final Labels LABELS = Labels.of(Map.of("alertname", "Slow", "service", "c\u00e4rt \ud83d\ude00"));
    private static final Evidence EVIDENCE =
            new Evidence(Deltas.at(0), Deltas.at(15), 300, 20, false, List.of("a".repeat(32), "b".repeat(32)));

    @Test
    void bytes_giveTheSameAlert() {
        for (TrackedAlert alert : List.of(pending(EVIDENCE), pending(null), keptFiring(), resolved())) {
            assertThat(AlertCodec.parse(AlertCodec.toBytes(alert))).isEqualTo(alert);
        }
    }

    @Test
    void longTexts_areKeptWhole() {
        Finding finding =
                new Finding(LABELS.fingerprint(), LABELS, Map.of("description", "x".repeat(100_000)), 1, null);
        TrackedAlert alert = new TrackedAlert(
                finding, AlertPhase.PENDING, Deltas.at(1), null, null, null, Deltas.at(2), Deltas.at(1));
        assertThat(AlertCodec.parse(AlertCodec.toBytes(alert))).isEqualTo(alert);
    }

    @Test
    void brokenBytes_areRefused() {
        byte[] bytes = AlertCodec.toBytes(resolved());
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> AlertCodec.parse(cut))
                    .as("first %d bytes", length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        bytes[0] = 9;
        assertThatThrownBy(() -> AlertCodec.parse(bytes)).hasMessageContaining("format: 9");
    }

    @Test
    void fact_saysWhatIsTracked() {
        Alert fact = AlertFacts.fact(resolved());
        assertThat(fact.getFingerprint()).isEqualTo(LABELS.fingerprint().toString());
        assertThat(fact.getLabels()).isEqualTo(LABELS.values());
        assertThat(fact.getState()).isEqualTo(AlertState.RESOLVED);
        assertThat(fact.getActiveAt()).isEqualTo(Deltas.at(1));
        assertThat(fact.getStartsAt()).isEqualTo(Deltas.at(11));
        assertThat(fact.getEndsAt()).isEqualTo(Deltas.at(60));
        assertThat(fact.getEvidence().getCompleteness()).isEqualTo(Completeness.INCOMPLETE);
        assertThat(fact.getEvidence().getTraceIds()).isEqualTo(EVIDENCE.traceIds());
        assertThat(AlertFacts.fact(pending(null)).getEvidence()).isNull();
    }

    private static TrackedAlert pending(@Nullable Evidence evidence) {
        return new TrackedAlert(
                finding(evidence), AlertPhase.PENDING, Deltas.at(1), null, null, null, Deltas.at(2), Deltas.at(1));
    }

    private static TrackedAlert keptFiring() {
        return new TrackedAlert(
                finding(EVIDENCE),
                AlertPhase.FIRING,
                Deltas.at(1),
                Deltas.at(11),
                null,
                Deltas.at(50),
                Deltas.at(59),
                Deltas.at(11));
    }

    private static TrackedAlert resolved() {
        return new TrackedAlert(
                finding(EVIDENCE),
                AlertPhase.RESOLVED,
                Deltas.at(1),
                Deltas.at(11),
                Deltas.at(60),
                null,
                Deltas.at(60),
                Deltas.at(60));
    }

    private static Finding finding(@Nullable Evidence evidence) {
        return new Finding(LABELS.fingerprint(), LABELS, Map.of("summary", "slow"), 2.5, evidence);
    }
}
