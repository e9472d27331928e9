package dev.bellwether.observation.otlp;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Reads the meters that {@code /metrics} shows, so that both show the same. Names and labels are Micrometer's; units are written as <a
 * href="https://ucum.org/ucum">UCUM</a> writes them. Counters and timers are cumulative since the process was started. A gauge that has
 * no value at present (NaN) has no point.
 */
final class MeterReader implements MetricProducer {

    private static final Map<String, String> UCUM = Map.of("", "", "bytes", "By", "seconds", "s");

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final long startNanos;

    MeterReader(MeterRegistry registry, Instant start, InstantSource clock) {
        this.registry = requireNonNull(registry, "registry");
        this.clock = requireNonNull(clock, "clock");
        this.startNanos = nanos(start);
    }

    @Override
    public Collection<MetricData> produce(Resource resource) {
        long now = nanos(clock.instant());
        Map<String, List<Meter>> byName = registry.getMeters().stream()
                .collect(Collectors.groupingBy(
                        meter -> meter.getId().getName(), LinkedHashMap::new, Collectors.toList()));
        return byName.values().stream()
                .map(meters -> read(resource, meters, now))
                .filter(metric -> !metric.isEmpty())
                .toList();
    }

    private MetricData read(Resource resource, List<Meter> meters, long now) {
        Meter first = meters.get(0);
        Meter.Id id = first.getId();
        String description = id.getDescription() == null ? "" : id.getDescription();
        if (first instanceof Timer) {
            return new MeterReading(
                    resource, id.getName(), description, "s", MetricDataType.HISTOGRAM, durations(meters, now));
        }
        boolean counts = first instanceof Counter || first instanceof FunctionCounter;
        return new MeterReading(
                resource,
                id.getName(),
                description,
                unit(id),
                counts ? MetricDataType.DOUBLE_SUM : MetricDataType.DOUBLE_GAUGE,
                counts ? counts(meters, now) : values(meters, now));
    }

    private Data<?> counts(List<Meter> meters, long now) {
        return SumData.createDoubleSumData(true, AggregationTemporality.CUMULATIVE, points(meters, now));
    }

    private Data<?> values(List<Meter> meters, long now) {
        return GaugeData.createDoubleGaugeData(points(meters, now));
    }

    private List<DoublePointData> points(List<Meter> meters, long now) {
        return meters.stream()
                .filter(meter -> !Double.isNaN(value(meter)))
                .map(meter ->
                        DoublePointData.create(startNanos, now, attributes(meter.getId()), value(meter), List.of()))
                .toList();
    }

    /** How often and how long in all: a histogram of one bucket. */
    private Data<?> durations(List<Meter> meters, long now) {
        List<HistogramPointData> points = meters.stream()
                .map(Timer.class::cast)
                .map(timer -> HistogramPointData.create(
                        startNanos,
                        now,
                        attributes(timer.getId()),
                        timer.totalTime(TimeUnit.SECONDS),
                        false,
                        0,
                        false,
                        0,
                        List.of(),
                        List.of(timer.count())))
                .toList();
        return HistogramData.create(AggregationTemporality.CUMULATIVE, points);
    }

    /** NaN where there is none, as of the kinds of meters that the catalogue does not have. */
    private static double value(Meter meter) {
        if (meter instanceof Counter counter) {
            return counter.count();
        } else if (meter instanceof FunctionCounter counter) {
            return counter.count();
        } else if (meter instanceof TimeGauge gauge) {
            return gauge.value(TimeUnit.SECONDS);
        }
        return meter instanceof Gauge gauge ? gauge.value() : Double.NaN;
    }

    private static String unit(Meter.Id id) {
        String unit = id.getBaseUnit() == null ? "" : id.getBaseUnit();
        return UCUM.getOrDefault(unit, "{" + unit + "}");
    }

    private static Attributes attributes(Meter.Id id) {
        AttributesBuilder attributes = Attributes.builder();
        id.getTagsAsIterable().forEach(tag -> attributes.put(tag.getKey(), tag.getValue()));
        return attributes.build();
    }

    private static long nanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }
}
