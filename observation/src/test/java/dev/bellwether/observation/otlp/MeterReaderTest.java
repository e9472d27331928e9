package dev.bellwether.observation.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellwether.observation.RuntimeMeters;
import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.meter.Libraries;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MeterReaderTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:30.5Z");
    private static final AttributeKey<String> SIGNAL = AttributeKey.stringKey("signal");

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final MeterReader reader = new MeterReader(registry, START, () -> NOW);

    @Test
    void aCounter_isASumSinceTheStart_withAPointForEachValueOfItsLabels() {
        Catalogue.Ingest.RECORD_BYTES.counter(registry, "traces").increment(5);
        AtomicReference<Double> kept = new AtomicReference<>(3.0);
        Catalogue.Ingest.RECORD_BYTES.counter(registry, kept, AtomicReference::get, "logs");

        MetricData metric = metric("bellwether.ingest.record.bytes");
        assertThat(metric.getUnit()).isEqualTo("By");
        assertThat(metric.getDescription()).isEqualTo(Catalogue.Ingest.RECORD_BYTES.meaning());
        assertThat(metric.getDoubleSumData().isMonotonic()).isTrue();
        assertThat(metric.getDoubleSumData().getAggregationTemporality()).isEqualTo(AggregationTemporality.CUMULATIVE);
        assertThat(metric.getDoubleSumData().getPoints())
                .allSatisfy(point -> {
                    assertThat(point.getStartEpochNanos()).isEqualTo(1_767_225_600_000_000_000L);
                    assertThat(point.getEpochNanos()).isEqualTo(1_767_225_630_500_000_000L);
                })
                .extracting(DoublePointData::getAttributes, DoublePointData::getValue)
                .containsExactlyInAnyOrder(
                        tuple(Attributes.of(SIGNAL, "traces"), 5.0), tuple(Attributes.of(SIGNAL, "logs"), 3.0));
    }

    @Test
    void aGaugeWithoutAValue_isLeftOut() {
        AtomicReference<Double> value = new AtomicReference<>(Double.NaN);
        Catalogue.Streams.LAG.gauge(registry, value, AtomicReference::get, "fold");
        assertThat(read()).isEmpty();

        value.set(0.25);
        MetricData metric = metric("bellwether.streams.log.time.lag");
        assertThat(metric.getUnit()).isEqualTo("s");
        assertThat(metric.getDoubleGaugeData().getPoints())
                .extracting(DoublePointData::getValue)
                .containsExactly(0.25);
    }

    @Test
    void aTimer_isHowOftenAndHowLong() {
        Timer timer = Timer.builder("jvm.gc.pause").register(registry);
        timer.record(Duration.ofMillis(200));
        timer.record(Duration.ofMillis(300));

        MetricData metric = metric("jvm.gc.pause");
        assertThat(metric.getUnit()).isEqualTo("s");
        HistogramPointData point =
                metric.getHistogramData().getPoints().iterator().next();
        assertThat(point.getCount()).isEqualTo(2);
        assertThat(point.getSum()).isEqualTo(0.5);
    }

    @Test
    void everythingThatIsMeasuredOfTheRuntime_isRead() {
        try (RuntimeMeters runtime = new RuntimeMeters()) {
            runtime.bindTo(registry);

            Set<String> names = read().keySet();
            assertThat(names)
                    .containsAll(registry.getMeters().stream()
                            .filter(meter -> !meter.getId().getName().equals("jvm.gc.pause"))
                            .map(meter -> meter.getId().getName())
                            .collect(Collectors.toSet()))
                    .contains("jvm.memory.used", "jvm.threads.states", Libraries.Runtime.CPU.name());
            assertThat(metric("jvm.threads.live").getUnit()).isEqualTo("{threads}");
            assertThat(metric("process.uptime").getUnit()).isEqualTo("s");
        }
    }

    private MetricData metric(String name) {
        return Objects.requireNonNull(read().get(name), name);
    }

    private Map<String, MetricData> read() {
        return reader.produce(Resource.empty()).stream()
                .collect(Collectors.toMap(MetricData::getName, Function.identity()));
    }
}
