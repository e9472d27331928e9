package dev.bellwether.processors.fold;

import dev.bellwether.processors.enrich.Enrichment;
import dev.bellwether.processors.enrich.RecordEnricher;
import dev.bellwether.processors.retry.RetryFilter;
import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.FactSerde;
import dev.bellwether.schemas.Topics;
import dev.bellwether.telemetry.otlp.Signal;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Requests to deltas: {@code otlp_spans} (any key) to {@code red-deltas} (by service), and ticks back to {@code otlp_spans}. Requests are
 * enriched first, and where it is asked for go to {@code otlp_spans_enriched} too.
 */
public final class FoldTopology {

    static final String DELTAS_SINK = "fold-deltas-sink";
    static final String TICKS_SINK = "fold-ticks-sink";
    static final String ENRICHED_SINK = "fold-enriched-sink";

    /** Hash of a request to the log time at which it was seen; kept for {@link FoldConfig#rememberRetries()}. */
    static final String RETRIES_STORE = "fold-retries";

    private FoldTopology() {}

    /** Without enrichment. */
    public static Topology build(
            Topics topics, FactCodec codec, FoldConfig config, int sourcePartitions, StreamsMeters meters) {
        return build(topics, codec, config, sourcePartitions, Enrichment.none(), meters);
    }

    /** @param sourcePartitions how many partitions {@code otlp_spans} has, which each watermark tells its readers */
    public static Topology build(
            Topics topics,
            FactCodec codec,
            FoldConfig config,
            int sourcePartitions,
            Enrichment enrichment,
            StreamsMeters meters) {
        Serde<byte[]> bytes = Serdes.ByteArray();
        Serde<SpecificRecord> deltas = FactSerde.any(codec, topics.redDeltas());
        Supplier<RecordEnricher> enricher =
                () -> RecordEnricher.of(enrichment, Signal.TRACES, topics.otlpSpansEnriched(), meters.counts());
        Topology topology = new Topology()
                .addSource(
                        "fold-source",
                        bytes.deserializer(),
                        bytes.deserializer(),
                        topics.otlpSpans().name())
                .addProcessor("fold", supplier(config, sourcePartitions, enricher, meters), "fold-source")
                .addSink(
                        DELTAS_SINK,
                        topics.redDeltas().name(),
                        Serdes.String().serializer(),
                        deltas.serializer(),
                        new DeltaPartitioner(),
                        "fold")
                .addSink(
                        TICKS_SINK,
                        topics.otlpSpans().name(),
                        bytes.serializer(),
                        bytes.serializer(),
                        new TickPartitioner(),
                        "fold");
        if (enrichment.writes(Signal.TRACES)) {
            topology.addSink(
                    ENRICHED_SINK, topics.otlpSpansEnriched().name(), bytes.serializer(), bytes.serializer(), "fold");
        }
        return topology;
    }

    private static ProcessorSupplier<byte[], byte[], Object, Object> supplier(
            FoldConfig config, int sourcePartitions, Supplier<RecordEnricher> enricher, StreamsMeters meters) {
        FoldMeters counters = new FoldMeters(meters.counts());
        StoreBuilder<KeyValueStore<Bytes, Long>> retries = RetryFilter.store(RETRIES_STORE);
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], Object, Object> get() {
                return new FoldProcessor(config, sourcePartitions, counters, meters.progress(), enricher.get());
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(retries);
            }
        };
    }
}
