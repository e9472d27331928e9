package dev.bellwether.observation.kafka;

import dev.bellwether.observation.meter.MeterSpec;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.DoubleStream;
import org.apache.kafka.common.metrics.KafkaMetric;

/**
 * The series that a process shows of its Kafka clients. Clients come and go, with threads that are replaced and tails that are
 * opened: a gauge goes with its last client; a counter stays, and keeps what clients that have gone had counted. Thread-safe.
 */
final class KafkaSeries {

    private final MeterRegistry registry;
    private final Map<Key, Series> series = new HashMap<>();

    KafkaSeries(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Key(MeterSpec meter, List<String> labels) {}

    synchronized void add(KafkaMetricSpec spec, KafkaMetric metric) {
        String[] labels = spec.labels(metric.metricName());
        series.computeIfAbsent(new Key(spec.meter(), List.of(labels)), key -> new Series(spec, labels))
                .members
                .add(metric);
    }

    synchronized void remove(KafkaMetricSpec spec, KafkaMetric metric) {
        Key key = new Key(spec.meter(), List.of(spec.labels(metric.metricName())));
        Series of = series.get(key);
        if (of == null || !of.members.remove(metric)) {
            return;
        }
        if (spec.meter().kind() == MeterSpec.Kind.COUNTER) {
            double last = value(metric);
            of.gone += Double.isFinite(last) ? last : 0;
        } else if (of.members.isEmpty()) {
            registry.remove(of.meter);
            series.remove(key);
        }
    }

    /** One meter, and the metrics of Kafka that it sums. */
    private final class Series {

        private final KafkaMetricSpec spec;
        private final Set<KafkaMetric> members = ConcurrentHashMap.newKeySet();
        private final Meter meter;
        private volatile double gone;

        private Series(KafkaMetricSpec spec, String... labels) {
            this.spec = spec;
            this.meter = spec.meter().kind() == MeterSpec.Kind.COUNTER
                    ? spec.meter().counter(registry, this, Series::total, labels)
                    : spec.meter().gauge(registry, this, Series::now, labels);
        }

        private double total() {
            return gone + spec.inBaseUnit(values().sum());
        }

        private double now() {
            double now = spec.largestCounts() ? values().max().orElse(Double.NaN) : values().sum();
            return spec.inBaseUnit(now);
        }

        private DoubleStream values() {
            return members.stream().mapToDouble(KafkaSeries::value).filter(Double::isFinite);
        }
    }

    private static double value(KafkaMetric metric) {
        return metric.metricValue() instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
