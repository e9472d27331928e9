package dev.bellwether.telemetry.prometheus;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A sample of a series.
 *
 * @param labels what series
 * @param kind what the value says
 * @param interval when
 * @param value the value
 * @param exemplars measurements that stand for the others, in the order they were sent
 */
public record SeriesSample(
        SeriesLabels labels, SampleKind kind, Interval interval, SampleValue value, List<Exemplar> exemplars) {

    public SeriesSample {
        requireNonNull(labels, "labels");
        requireNonNull(kind, "kind");
        requireNonNull(interval, "interval");
        requireNonNull(value, "value");
        exemplars = List.copyOf(exemplars);
    }

    /**
     * The time that a sample is about, in nanoseconds since the epoch.
     *
     * @param startUnixNanos where it begins; 0 where that is not known, or means nothing, as for a gauge
     * @param timeUnixNanos where it ends: the time of the sample; above 0, and not before the start
     */
    public record Interval(long startUnixNanos, long timeUnixNanos) {

        public Interval {
            if (timeUnixNanos <= 0) {
                throw new IllegalArgumentException("timeUnixNanos: " + timeUnixNanos + " (expected: above 0)");
            }
            if (startUnixNanos < 0 || startUnixNanos > timeUnixNanos) {
                throw new IllegalArgumentException(
                        "startUnixNanos: " + startUnixNanos + " (expected: 0.." + timeUnixNanos + ")");
            }
        }

        /** An interval of which the sender's start counts only if it is one. */
        static Interval of(long startUnixNanos, long timeUnixNanos) {
            boolean starts = startUnixNanos > 0 && startUnixNanos <= timeUnixNanos;
            return new Interval(starts ? startUnixNanos : 0, timeUnixNanos);
        }

        /** Whether it is known where it begins. */
        public boolean hasStart() {
            return startUnixNanos != 0;
        }

        /** The start in milliseconds, as Prometheus keeps it; 0 where it is not known. */
        public long startUnixMillis() {
            return TimeUnit.NANOSECONDS.toMillis(startUnixNanos);
        }

        /** The time in milliseconds, as Prometheus keeps it. */
        public long timeUnixMillis() {
            return TimeUnit.NANOSECONDS.toMillis(timeUnixNanos);
        }
    }
}
