package dev.bellwether.observation.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.jspecify.annotations.Nullable;

/**
 * Shows what a Kafka client or Streams application measures of itself. Kafka makes an instance for each client; the settings tell it
 * where the series are.
 */
public final class KafkaMeters implements MetricsReporter {

    private static final String SERIES_CONFIG = "bellwether.observation.series";

    private final Set<KafkaMetric> own = ConcurrentHashMap.newKeySet();
    private @Nullable KafkaSeries series;

    /** Settings for every client of a process; in place of Kafka's own reporter, which publishes all of its metrics over JMX. */
    public static Map<String, Object> settings(MeterRegistry registry) {
        return Map.of(
                CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
                List.of(KafkaMeters.class.getName()),
                SERIES_CONFIG,
                new KafkaSeries(registry));
    }

    @Override
    public void configure(Map<String, ?> configs) {
        series = (KafkaSeries) configs.get(SERIES_CONFIG);
    }

    @Override
    public void init(List<KafkaMetric> metrics) {
        metrics.forEach(this::metricChange);
    }

    @Override
    public void metricChange(KafkaMetric metric) {
        KafkaSeries to = series;
        if (to != null) {
            KafkaMetricSpec.of(metric.metricName()).ifPresent(spec -> {
                own.add(metric);
                to.add(spec, metric);
            });
        }
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
        KafkaSeries from = series;
        if (from != null && own.remove(metric)) {
            KafkaMetricSpec.of(metric.metricName()).ifPresent(spec -> from.remove(spec, metric));
        }
    }

    /** The client is closed; it does not tell that its metrics go with it. */
    @Override
    public void close() {
        own.forEach(this::metricRemoval);
    }
}
