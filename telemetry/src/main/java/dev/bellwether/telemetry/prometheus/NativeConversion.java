package dev.bellwether.telemetry.prometheus;

import dev.bellwether.telemetry.otlp.BucketsView;
import dev.bellwether.telemetry.otlp.DataPointView;
import dev.bellwether.telemetry.prometheus.SampleValue.NativeHistogram;
import dev.bellwether.telemetry.prometheus.SampleValue.ZeroBucket;
import java.util.Optional;

/**
 * Exponential histograms as native ones. OTLP numbers a bucket by its lower border and Prometheus by its upper one, so indexes move by
 * one. What is finer than schema 8 is made coarser: each step merges two neighbours. Source: "Exponential Histograms" in the
 * specification's {@code prometheus_and_openmetrics.md}.
 */
final class NativeConversion {

    /** What the specification takes where the sender does not say. */
    private static final double DEFAULT_ZERO_THRESHOLD = 1e-128;

    private NativeConversion() {}

    /** Empty where a bucket's index is beyond what a native histogram can have. The scale is at least -4. */
    static Optional<NativeHistogram> convert(DataPointView point) {
        int schema = Math.min(point.scale(), NativeHistogram.MAX_SCHEMA);
        // no index has more bits than this takes off
        int steps = Math.min(point.scale() - schema, Integer.SIZE);
        if (!fits(point.positive(), steps) || !fits(point.negative(), steps)) {
            return Optional.empty();
        }
        double threshold = point.zeroThreshold() == 0 ? DEFAULT_ZERO_THRESHOLD : point.zeroThreshold();
        return Optional.of(new NativeHistogram(
                schema,
                Unsigned.toDouble(point.count()),
                point.sum(),
                new ZeroBucket(threshold, Unsigned.toDouble(point.zeroCount())),
                buckets(point.positive(), steps),
                buckets(point.negative(), steps)));
    }

    private static boolean fits(BucketsView buckets, int steps) {
        return index(buckets, Math.max(0, buckets.counts().size() - 1), steps) <= Integer.MAX_VALUE;
    }

    private static NativeBuckets buckets(BucketsView buckets, int steps) {
        int size = buckets.counts().size();
        if (size == 0) {
            return NativeBuckets.NONE;
        }
        int first = (int) index(buckets, 0, steps);
        double[] counts = new double[(int) (index(buckets, size - 1, steps) - first) + 1];
        for (int position = 0; position < size; position++) {
            counts[(int) index(buckets, position, steps) - first] +=
                    Unsigned.toDouble(buckets.counts().longAt(position));
        }
        return NativeBuckets.of(first, counts);
    }

    private static long index(BucketsView buckets, int position, int steps) {
        return ((long) buckets.offset() + position >> steps) + 1;
    }
}
