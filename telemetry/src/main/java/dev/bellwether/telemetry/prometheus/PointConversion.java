package dev.bellwether.telemetry.prometheus;

import dev.bellwether.telemetry.otlp.DataPointView;
import dev.bellwether.telemetry.otlp.DecimalText;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.otlp.NumberList;
import dev.bellwether.telemetry.prometheus.SampleValue.NativeHistogram;
import dev.bellwether.telemetry.prometheus.SampleValue.Number;
import java.util.List;
import java.util.Optional;

/** Data points as samples, type by type. Each method refuses before it sends anything, or sends all. */
final class PointConversion {

    private final Exemplars exemplars;

    PointConversion(Exemplars exemplars) {
        this.exemplars = exemplars;
    }

    /** A gauge, or a sum; exemplars of what is no counter are dropped, as the specification says. */
    Optional<Refusal> number(String family, DataPointView point, PointSamples samples) throws MalformedOtlpException {
        if (!samples.stale() && !point.value().isPresent()) {
            return Optional.of(Refusal.NO_VALUE);
        }
        samples.send(
                family,
                new Number(point.value().doubleValue()),
                samples.kind() == SampleKind.GAUGE ? List.of() : exemplars.all(point));
        return Optional.empty();
    }

    /** The classic series of a histogram with bounds: {@code _bucket} with rising counts, {@code _sum} where it has one, {@code _count}. */
    Optional<Refusal> histogram(String family, DataPointView point, PointSamples samples)
            throws MalformedOtlpException {
        NumberList bounds = point.explicitBounds();
        if (!rise(bounds) || !samples.stale() && !fit(bounds, point.bucketCounts())) {
            return Optional.of(Refusal.BAD_BUCKETS);
        }
        String bucket = family + "_bucket";
        double below = 0;
        double lower = Double.NEGATIVE_INFINITY;
        for (int index = 0; index < bounds.size(); index++) {
            double upper = bounds.doubleAt(index);
            below +=
                    samples.stale() ? 0 : Unsigned.toDouble(point.bucketCounts().longAt(index));
            samples.with("le", DecimalText.plain(upper))
                    .send(bucket, new Number(below), exemplars.between(point, lower, upper));
            lower = upper;
        }
        double count = Unsigned.toDouble(point.count());
        samples.with("le", "+Inf")
                .send(bucket, new Number(count), exemplars.between(point, lower, Double.POSITIVE_INFINITY));
        if (point.hasSum()) {
            samples.send(family + "_sum", point.sum());
        }
        samples.send(family + "_count", count);
        return Optional.empty();
    }

    private static boolean rise(NumberList bounds) {
        for (int index = 0; index < bounds.size(); index++) {
            double bound = bounds.doubleAt(index);
            if (!Double.isFinite(bound) || index > 0 && bound <= bounds.doubleAt(index - 1)) {
                return false;
            }
        }
        return true;
    }

    /** A histogram of no bounds may leave out its one bucket. */
    private static boolean fit(NumberList bounds, NumberList counts) {
        return counts.size() == bounds.size() + 1 || counts.size() == 0 && bounds.size() == 0;
    }

    Optional<Refusal> exponential(String family, DataPointView point, PointSamples samples)
            throws MalformedOtlpException {
        if (point.scale() < NativeHistogram.MIN_SCHEMA) {
            return Optional.of(Refusal.SCALE_TOO_LOW);
        }
        Optional<NativeHistogram> histogram = NativeConversion.convert(point);
        if (histogram.isEmpty()) {
            return Optional.of(Refusal.BAD_BUCKETS);
        }
        samples.send(family, histogram.get(), exemplars.all(point));
        return Optional.empty();
    }

    /** The series of a summary: one for each quantile, {@code _sum} and {@code _count}. */
    Optional<Refusal> summary(String family, DataPointView point, PointSamples samples) {
        PointSamples quantiles = samples.withKind(SampleKind.GAUGE);
        for (int index = 0; index < point.quantileCount(); index++) {
            quantiles
                    .with("quantile", DecimalText.plain(point.quantile(index)))
                    .send(family, point.quantileValue(index));
        }
        samples.send(family + "_sum", point.sum());
        samples.send(family + "_count", Unsigned.toDouble(point.count()));
        return Optional.empty();
    }
}
