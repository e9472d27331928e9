package dev.bellwether.alerting.sample;

import dev.bellwether.facts.HistogramBuckets;
import dev.bellwether.facts.Sample;
import dev.bellwether.facts.SampleKind;
import dev.bellwether.facts.SampledHistogram;
import dev.bellwether.facts.SampledSeries;
import dev.bellwether.promql.histogram.Buckets;
import dev.bellwether.promql.histogram.CounterResetHint;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.rules.RuleSample;
import dev.bellwether.promql.storage.StaleMarker;
import dev.bellwether.promql.storage.StoredSample;
import dev.bellwether.telemetry.prometheus.NativeBuckets;
import dev.bellwether.telemetry.prometheus.SampleValue;
import dev.bellwether.telemetry.prometheus.SeriesLabels;
import dev.bellwether.telemetry.prometheus.SeriesSample;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Samples as facts, and back. */
public final class SampleFacts {

    private SampleFacts() {}

    /** A sample that was made of OTLP. */
    public static SampledSeries series(SeriesSample sample) {
        Sample fact = Sample.newBuilder()
                .setTime(Instant.ofEpochMilli(sample.interval().timeUnixMillis()))
                .setStartTime(Instant.ofEpochMilli(sample.interval().startUnixMillis()))
                .setValue(number(sample.value()))
                .setHistogram(histogram(sample.value()))
                .build();
        return SampledSeries.newBuilder()
                .setLabels(sample.labels().toMap())
                .setKind(kind(sample))
                .setSamples(List.of(fact))
                .build();
    }

    private static SampleKind kind(SeriesSample sample) {
        return switch (sample.kind()) {
            case GAUGE -> SampleKind.GAUGE;
            case CUMULATIVE -> SampleKind.CUMULATIVE;
            case DELTA -> SampleKind.DELTA;
        };
    }

    private static double number(SampleValue value) {
        if (value instanceof SampleValue.Number number) {
            return number.value();
        }
        return value instanceof SampleValue.Stale ? StaleMarker.VALUE : 0;
    }

    private static @Nullable SampledHistogram histogram(SampleValue value) {
        if (!(value instanceof SampleValue.NativeHistogram histogram)) {
            return null;
        }
        return SampledHistogram.newBuilder()
                .setBucketSchema(histogram.schema())
                .setCount(histogram.count())
                .setSum(histogram.sum())
                .setZeroThreshold(histogram.zero().threshold())
                .setZeroCount(histogram.zero().count())
                .setPositive(buckets(histogram.positive()))
                .setNegative(buckets(histogram.negative()))
                .build();
    }

    private static HistogramBuckets buckets(NativeBuckets buckets) {
        int first = buckets.firstIndex();
        return HistogramBuckets.newBuilder()
                .setIndexes(
                        IntStream.range(first, first + buckets.size()).boxed().toList())
                .setCounts(DoubleStream.of(buckets.toArray()).boxed().toList())
                .build();
    }

    /** A sample that a rule has recorded. */
    public static SampledSeries series(RuleSample sample) {
        return SampledSeries.newBuilder()
                .setLabels(sample.labels().toMap())
                .setKind(SampleKind.GAUGE)
                .setSamples(List.of(Sample.newBuilder()
                        .setTime(Instant.ofEpochMilli(sample.point().time()))
                        .setStartTime(Instant.EPOCH)
                        .setValue(sample.point().value())
                        .setHistogram(sample.point()
                                .histogram()
                                .map(SampleFacts::histogram)
                                .orElse(null))
                        .build()))
                .build();
    }

    private static SampledHistogram histogram(NativeHistogram histogram) {
        return SampledHistogram.newBuilder()
                .setBucketSchema(histogram.schema())
                .setCount(histogram.count())
                .setSum(histogram.sum())
                .setZeroThreshold(histogram.zeroThreshold())
                .setZeroCount(histogram.zeroCount())
                .setPositive(buckets(histogram.positive()))
                .setNegative(buckets(histogram.negative()))
                .setCustomBounds(
                        DoubleStream.of(histogram.hasCustomBuckets() ? histogram.customBounds() : new double[0])
                                .boxed()
                                .toList())
                .setGauge(histogram.hint() == CounterResetHint.GAUGE)
                .build();
    }

    private static HistogramBuckets buckets(Buckets buckets) {
        IntStream positions = IntStream.range(0, buckets.size());
        return HistogramBuckets.newBuilder()
                .setIndexes(positions.map(buckets::index).boxed().toList())
                .setCounts(IntStream.range(0, buckets.size())
                        .mapToObj(buckets::count)
                        .toList())
                .build();
    }

    /** A delta as it was before it became a fact. */
    public static SeriesSample delta(SampledSeries series, Sample sample) {
        long end = TimeUnit.MILLISECONDS.toNanos(sample.getTime().toEpochMilli());
        long start = TimeUnit.MILLISECONDS.toNanos(sample.getStartTime().toEpochMilli());
        SampleValue value =
                StaleMarker.is(sample.getValue()) ? new SampleValue.Stale() : new SampleValue.Number(sample.getValue());
        return new SeriesSample(
                SeriesLabels.of(series.getLabels()),
                dev.bellwether.telemetry.prometheus.SampleKind.DELTA,
                new SeriesSample.Interval(start <= end ? start : 0, end),
                value,
                List.of());
    }

    /** What identifies the series of a fact. */
    public static Labels labels(SampledSeries series) {
        return Labels.of(series.getLabels());
    }

    /** A sample as rules look at it. */
    public static StoredSample stored(Sample sample) {
        return new StoredSample(
                sample.getTime().toEpochMilli(),
                sample.getHistogram() == null ? sample.getValue() : 0,
                Optional.ofNullable(sample.getHistogram()).map(SampleFacts::parsed),
                sample.getStartTime().toEpochMilli());
    }

    /** @throws IllegalArgumentException for a schema that nobody knows, or buckets that are none */
    private static NativeHistogram parsed(SampledHistogram histogram) {
        var builder = NativeHistogram.builder()
                .hint(histogram.getGauge() ? CounterResetHint.GAUGE : CounterResetHint.UNKNOWN)
                .schema(histogram.getBucketSchema())
                .count(histogram.getCount())
                .sum(histogram.getSum())
                .zero(histogram.getZeroThreshold(), histogram.getZeroCount())
                .positive(buckets(histogram.getPositive()))
                .negative(buckets(histogram.getNegative()));
        return histogram.getBucketSchema() == NativeHistogram.CUSTOM_SCHEMA
                ? builder.customBounds(numbers(histogram.getCustomBounds())).build()
                : builder.build();
    }

    private static Buckets buckets(HistogramBuckets buckets) {
        int[] indexes =
                buckets.getIndexes().stream().mapToInt(Integer::intValue).toArray();
        return Buckets.of(indexes, numbers(buckets.getCounts()));
    }

    private static double[] numbers(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
