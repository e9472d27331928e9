package dev.bellwether.processors.fold;

import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.FactSerde;
import dev.bellwether.schemas.Topics;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Requests to deltas: {@code otlp_spans} (any key) to {@code red-deltas} (by service), and ticks back to {@code otlp_spans}. */
public final class FoldTopology {

    static final String DELTAS_SINK = "fold-deltas-sink";
    static final String TICKS_SINK = "fold-ticks-sink";

    /** Hash of a request to the log time at which it was seen; kept for {@link FoldConfig#rememberRetries()}. */
    static final String RETRIES_STORE = "fold-retries";

    private FoldTopology() {}

    /** @param sourcePartitions how many partitions {@code otlp_spans} has, which each watermark tells its readers */
    public static Topology build(
            Topics topics, FactCodec codec, FoldConfig config, int sourcePartitions, StreamsMeters meters) {
        Serde<byte[]> bytes = Serdes.ByteArray();
        Serde<SpecificRecord> deltas = FactSerde.any(codec, topics.redDeltas());
        return new Topology()
                .addSource(
                        "fold-source",
                        bytes.deserializer(),
                        bytes.deserializer(),
                        topics.otlpSpans().name())
                .addProcessor("fold", supplier(config, sourcePartitions, meters), "fold-source")
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
    }

    private static ProcessorSupplier<byte[], byte[], Object, Object> supplier(
            FoldConfig config, int sourcePartitions, StreamsMeters meters) {
        FoldMeters counters = new FoldMeters(meters.counts());
        StoreBuilder<KeyValueStore<Bytes, Long>> retries = Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(RETRIES_STORE), Serdes.Bytes(), Serdes.Long());
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], Object, Object> get() {
                return new FoldProcessor(config, sourcePartitions, counters, meters.progress());
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(retries);
            }
        };
    }
}
