package dev.bellwether.console;

import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.DeploymentSource;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.VerdictStatus;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/** Facts for tests. Times are seconds after {@link #NOON}. */
public final class Fixtures {

    public static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private Fixtures() {}

    public static Instant noonPlus(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    /** A deployment of {@code prod/shop/<service>}; without id it is what somebody outside says. */
    public static DeploymentEvent deployment(
            String id, String service, String version, DeploymentPhase phase, long atSeconds) {
        return DeploymentEvent.newBuilder()
                .setDeployment(id)
                .setEnvironment("prod")
                .setNamespace("shop")
                .setService(service)
                .setVersion(version)
                .setPhase(phase)
                .setSource(id.isEmpty() ? DeploymentSource.API : DeploymentSource.TELEMETRY)
                .setAt(noonPlus(atSeconds))
                .build();
    }

    /** A verdict on a deployment of {@code prod/shop/<service>}. */
    public static Verdict verdict(
            String id, String service, String version, int step, boolean last, VerdictStatus status) {
        return Verdict.newBuilder()
                .setDeployment(id)
                .setEnvironment("prod")
                .setNamespace("shop")
                .setService(service)
                .setVersion(version)
                .setStep(step)
                .setFinal$(last)
                .setStatus(status)
                .setReason("because")
                .setDecidedAt(noonPlus(600))
                .build();
    }

    /** A window of 5 s of {@code prod/shop/<service>}; one call a duration. */
    public static RedWindow.Builder window(
            String service, String version, String operation, long startSeconds, int revision, long... durationMillis) {
        long[] nanos =
                Arrays.stream(durationMillis).map(millis -> millis * 1_000_000).toArray();
        return RedWindow.newBuilder()
                .setEnvironment("prod")
                .setNamespace("shop")
                .setService(service)
                .setVersion(version)
                .setOperation(operation)
                .setWindowStart(noonPlus(startSeconds))
                .setWindowEnd(noonPlus(startSeconds + 5))
                .setRevision(revision)
                .setCalls(nanos.length)
                .setAdjustedCalls(nanos.length)
                .setDurations(ByteBuffer.wrap(ExponentialHistogram.of(nanos).toBytes()));
    }

    public static Alert alert(String fingerprint, String name, AlertState state, long sinceSeconds) {
        return Alert.newBuilder()
                .setFingerprint(fingerprint)
                .setLabels(Map.of("alertname", name, "service", "checkout", "namespace", "shop", "environment", "prod"))
                .setAnnotations(Map.of("summary", "it fails"))
                .setState(state)
                .setValue(0.2)
                .setActiveAt(noonPlus(sinceSeconds))
                .setEvaluatedAt(noonPlus(sinceSeconds))
                .build();
    }
}
