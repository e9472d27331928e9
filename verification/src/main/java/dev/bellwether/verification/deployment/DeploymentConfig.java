package dev.bellwether.verification.deployment;

import static java.util.Objects.requireNonNull;

import dev.bellwether.verification.judge.GateConfig;
import java.time.Duration;

/**
 * When a version counts as a deployment.
 *
 * @param gate what a canary must prove
 * @param firstVersions versions first seen this soon after the first span of their service are its baseline, and no
 *     deployment
 * @param versionMemory a version that was not seen for this long is new again
 * @param lateAnnouncement an announcement that comes this soon after telemetry opened a deployment of the same version
 *     means that deployment, even where it has ended meanwhile
 * @param besideWithin a baseline that had requests this recently runs beside the canary; one that had none for longer
 *     is gone, and the service's time before the canary stands in for it
 * @param maximumNewVersions more new versions of one service than this within an hour are no deployments (one version
 *     per pod, or per build): counted, not judged
 */
public record DeploymentConfig(
        GateConfig gate,
        Duration firstVersions,
        Duration versionMemory,
        Duration lateAnnouncement,
        Duration besideWithin,
        int maximumNewVersions) {

    public static final DeploymentConfig DEFAULT = new DeploymentConfig(
            GateConfig.DEFAULT,
            Duration.ofMinutes(2),
            Duration.ofDays(30),
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            5);

    public DeploymentConfig {
        requireNonNull(gate, "gate");
        notNegative("firstVersions", firstVersions);
        positive("versionMemory", versionMemory);
        notNegative("lateAnnouncement", lateAnnouncement);
        positive("besideWithin", besideWithin);
        if (maximumNewVersions < 1) {
            throw new IllegalArgumentException("maximumNewVersions: " + maximumNewVersions + " (expected: >= 1)");
        }
    }

    public DeploymentConfig withGate(GateConfig other) {
        return new DeploymentConfig(
                other, firstVersions, versionMemory, lateAnnouncement, besideWithin, maximumNewVersions);
    }

    public DeploymentConfig withFirstVersions(Duration other) {
        return new DeploymentConfig(gate, other, versionMemory, lateAnnouncement, besideWithin, maximumNewVersions);
    }

    private static void notNegative(String name, Duration value) {
        if (requireNonNull(value, name).isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: >= 0)");
        }
    }

    private static void positive(String name, Duration value) {
        if (requireNonNull(value, name).compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
