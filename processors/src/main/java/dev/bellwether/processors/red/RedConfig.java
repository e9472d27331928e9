package dev.bellwether.processors.red;

import static java.util.Objects.requireNonNull;

import dev.bellwether.processors.admission.AdmissionConfig;
import java.time.Duration;

/**
 * How windows of event time close and are restated.
 *
 * @param windowLength length of a window; windows begin at its multiples
 * @param grace how long after its end a window waits, in log time, before its first revision; exporters send every few seconds
 * @param restateFor how long after that data still restates it; what comes later is late
 * @param restateEvery least log time between two revisions of one window
 * @param stallPatience how long a source partition may stand still, while others do not, before it is no longer waited for
 * @param admission which services, versions and operations have windows of their own
 */
public record RedConfig(
        Duration windowLength,
        Duration grace,
        Duration restateFor,
        Duration restateEvery,
        Duration stallPatience,
        AdmissionConfig admission) {

    public static final RedConfig DEFAULT = new RedConfig(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            AdmissionConfig.DEFAULT);

    public RedConfig {
        positive("windowLength", windowLength);
        positive("restateFor", restateFor);
        positive("restateEvery", restateEvery);
        positive("stallPatience", stallPatience);
        if (grace.isNegative()) {
            throw new IllegalArgumentException("grace: " + grace + " (expected: >= 0)");
        }
        requireNonNull(admission, "admission");
    }

    public RedConfig withAdmission(AdmissionConfig other) {
        return new RedConfig(windowLength, grace, restateFor, restateEvery, stallPatience, other);
    }

    /** Log time at which the window that begins at {@code windowStart} closes; all in milliseconds since the epoch. */
    long closesAt(long windowStart) {
        return windowStart + windowLength.toMillis() + grace.toMillis();
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
