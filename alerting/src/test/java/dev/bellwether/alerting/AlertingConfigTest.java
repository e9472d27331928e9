package dev.bellwether.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alerting.signal.ErrorRatioSignal;
import dev.bellwether.alerting.signal.LatencySignal;
import dev.bellwether.alerting.signal.NoTrafficSignal;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AlertingConfigTest {

    @Test
    void defaults_areTheDocumentedOnes() {
        AlertingConfig config = AlertingConfig.DEFAULT;
        assertThat(config.range()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.minRequests()).isEqualTo(100);
        assertThat(config.errorRatio().limit()).isEqualTo(0.05);
        assertThat(config.errorRatio().hold()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.latency().limit()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.latency().hold()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.noTraffic().silence()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.noTraffic().steadyMinutes()).isEqualTo(60);
        assertThat(config.noTraffic().severity()).isEqualTo("info");
    }

    @Test
    void wrongValues_areNamedWithWhatWasExpected() {
        refused("range: PT0S (expected: > 0)", () -> AlertingConfig.DEFAULT.withRange(Duration.ZERO));
        refused(
                "range: PT1.5S (expected: whole seconds)",
                () -> AlertingConfig.DEFAULT.withRange(Duration.ofMillis(1_500)));
        refused(
                "evaluationDelay: PT-0.001S (expected: >= 0)",
                () -> AlertingConfig.DEFAULT.withEvaluationDelay(Duration.ofMillis(-1)));
        refused("limit: 1.0 (expected: 0 <= limit < 1)", () -> ErrorRatioSignal.DEFAULT.withLimit(1));
        refused("limit: NaN (expected: 0 <= limit < 1)", () -> ErrorRatioSignal.DEFAULT.withLimit(Double.NaN));
        refused("hold: PT-1S (expected: >= 0)", () -> ErrorRatioSignal.DEFAULT.withHold(Duration.ofSeconds(-1)));
        refused(
                "keepFiring: PT-1S (expected: >= 0)",
                () -> LatencySignal.DEFAULT.withKeepFiring(Duration.ofSeconds(-1)));
        refused("limit: PT0S (expected: > 0)", () -> LatencySignal.DEFAULT.withLimit(Duration.ZERO));
        refused("steadyMinutes: 65 (expected: 1..64)", () -> NoTrafficSignal.DEFAULT.withSteadyMinutes(65));
        refused(
                "forgetAfter: PT5M (expected: > PT5M)",
                () -> NoTrafficSignal.DEFAULT.withForgetAfter(Duration.ofMinutes(5)));
        refused(
                "silence: PT0.5S (expected: whole seconds)",
                () -> NoTrafficSignal.DEFAULT.withSilence(Duration.ofMillis(500)));
        refused("severity: blank", () -> new ErrorRatioSignal(true, 0.1, Duration.ZERO, Duration.ZERO, " "));
    }

    private static void refused(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
