package dev.bellwether.telemetry.prometheus;

import dev.bellwether.telemetry.prometheus.Accumulation.Finding;
import dev.bellwether.telemetry.prometheus.SampleValue.Number;
import java.time.Duration;
import java.util.Optional;

/**
 * Adds up the deltas of a series: sums, and each series of a classic histogram on its own, for its buckets, sum and count are sums.
 * Keeps nothing; the state of a series is a value that the caller keeps under the series' labels.
 *
 * <p>Source: "Sums: Delta-to-Cumulative" and "Sums: detecting alignment issues" in the OpenTelemetry metrics data model. Where it says
 * "significant", the tolerance decides; where the start of a delta is not known, it is taken to continue the one before.
 */
public final class DeltaAccumulator {

    private final long toleranceNanos;

    /** @param tolerance by how much the start of a delta may differ from the end of the one before */
    public DeltaAccumulator(Duration tolerance) {
        if (tolerance.isNegative()) {
            throw new IllegalArgumentException("tolerance: " + tolerance + " (expected: 0 or more)");
        }
        toleranceNanos = tolerance.toNanos();
    }

    /**
     * Adds a delta.
     *
     * @param state where its series stands; empty for a series that has none yet
     * @param delta a sample of kind {@code DELTA}, a number or stale
     */
    public Accumulation add(Optional<DeltaState> state, SeriesSample delta) {
        if (delta.kind() != SampleKind.DELTA) {
            throw new IllegalArgumentException("delta: " + delta.kind() + " (expected: DELTA)");
        }
        if (delta.value() instanceof Number number) {
            return state.map(before -> add(before, delta, number.value()))
                    .orElseGet(() -> begin(Finding.FIRST, delta, number.value()));
        }
        return new Accumulation(
                Finding.ENDS, Optional.empty(), Optional.of(cumulative(delta, delta.interval(), delta.value())));
    }

    private Accumulation add(DeltaState before, SeriesSample delta, double value) {
        long end = delta.interval().timeUnixNanos();
        if (end <= before.timeUnixNanos()) {
            return new Accumulation(Finding.OUT_OF_ORDER, Optional.of(before), Optional.empty());
        }
        long gap = delta.interval().hasStart() ? delta.interval().startUnixNanos() - before.timeUnixNanos() : 0;
        if (gap < -toleranceNanos) {
            return new Accumulation(Finding.OVERLAPS, Optional.of(before), Optional.empty());
        }
        return gap > toleranceNanos
                ? begin(Finding.GAP, delta, value)
                : at(Finding.CONTINUES, delta, new DeltaState(before.startUnixNanos(), end, before.total() + value));
    }

    private static Accumulation begin(Finding finding, SeriesSample delta, double value) {
        SeriesSample.Interval interval = delta.interval();
        return at(finding, delta, new DeltaState(interval.startUnixNanos(), interval.timeUnixNanos(), value));
    }

    private static Accumulation at(Finding finding, SeriesSample delta, DeltaState state) {
        SeriesSample.Interval interval = new SeriesSample.Interval(state.startUnixNanos(), state.timeUnixNanos());
        return new Accumulation(
                finding, Optional.of(state), Optional.of(cumulative(delta, interval, new Number(state.total()))));
    }

    private static SeriesSample cumulative(SeriesSample delta, SeriesSample.Interval interval, SampleValue value) {
        return new SeriesSample(delta.labels(), SampleKind.CUMULATIVE, interval, value, delta.exemplars());
    }
}
