package dev.bellwether.processors.enrich;

import dev.bellwether.processors.retry.RetryFilter;
import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import dev.bellwether.telemetry.otlp.Signal;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Metrics and logs, enriched: {@code otlp_metrics} to {@code otlp_metrics_enriched}, {@code otlp_logs} to {@code otlp_logs_enriched}, each
 * where it is asked for. What is folded is enriched by its fold, which reads it anyhow: traces always, and logs unless that is switched off.
 */
public final class EnrichTopology {

    private EnrichTopology() {}

    /** Whether there is anything to do. */
    public static boolean isNeeded(Enrichment enrichment) {
        return enrichment.writes(Signal.METRICS) || enrichment.writes(Signal.LOGS);
    }

    /** @param rememberRetries how long a request is remembered, so that the same one sent again is written once */
    public static Topology build(Topics topics, Enrichment enrichment, Duration rememberRetries, StreamsMeters meters) {
        Topology topology = new Topology();
        if (enrichment.writes(Signal.METRICS)) {
            Flow flow = new Flow(Signal.METRICS, "metrics", topics.otlpMetrics(), topics.otlpMetricsEnriched());
            add(topology, flow, enrichment, rememberRetries, meters);
        }
        if (enrichment.writes(Signal.LOGS)) {
            Flow flow = new Flow(Signal.LOGS, "logs", topics.otlpLogs(), topics.otlpLogsEnriched());
            add(topology, flow, enrichment, rememberRetries, meters);
        }
        return topology;
    }

    /**
     * One signal.
     *
     * @param word what its operators and its store have in their names
     */
    record Flow(Signal signal, String word, Topic raw, Topic enriched) {

        String name(String part) {
            return "enrich-" + word + part;
        }
    }

    private static void add(
            Topology topology, Flow flow, Enrichment enrichment, Duration rememberRetries, StreamsMeters meters) {
        Serde<byte[]> bytes = Serdes.ByteArray();
        ProcessorSupplier<byte[], byte[], byte[], byte[]> supplier = new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], byte[], byte[]> get() {
                RecordEnricher enricher =
                        RecordEnricher.of(enrichment, flow.signal(), flow.enriched(), meters.counts());
                return new EnrichProcessor(flow, enricher, rememberRetries);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(RetryFilter.store(flow.name("-retries")));
            }
        };
        topology.addSource(
                        flow.name("-source"),
                        bytes.deserializer(),
                        bytes.deserializer(),
                        flow.raw().name())
                .addProcessor(flow.name(""), supplier, flow.name("-source"))
                .addSink(
                        flow.name("-sink"),
                        flow.enriched().name(),
                        bytes.serializer(),
                        bytes.serializer(),
                        flow.name(""));
    }
}
