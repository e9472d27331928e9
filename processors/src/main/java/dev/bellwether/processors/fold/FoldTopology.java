package dev.bellwether.processors.fold;

import dev.bellwether.facts.LogDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.processors.enrich.Enrichment;
import dev.bellwether.processors.enrich.RecordEnricher;
import dev.bellwether.processors.retry.RetryFilter;
import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.FactSerde;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.schemas.Topics;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
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
 * Requests to deltas: {@code otlp_spans} (any key) to {@code red-deltas} (by service), or {@code otlp_logs} to {@code log-deltas}, and ticks
 * back to the raw topic. Requests are enriched first, and go to {@code otlp_spans_enriched} or {@code otlp_logs_enriched} too where it is asked for.
 */
public final class FoldTopology {

    private FoldTopology() {}

    /** Traces, without enrichment. */
    public static Topology build(
            Topics topics, FactCodec codec, FoldConfig config, int sourcePartitions, StreamsMeters meters) {
        return build(topics, codec, config, sourcePartitions, Enrichment.none(), meters);
    }

    /**
     * Traces.
     *
     * @param sourcePartitions how many partitions {@code otlp_spans} has, which each watermark tells its readers
     */
    public static Topology build(
            Topics topics,
            FactCodec codec,
            FoldConfig config,
            int sourcePartitions,
            Enrichment enrichment,
            StreamsMeters meters) {
        RecordMeters records = new RecordMeters(
                meters.counts(), Catalogue.Fold.READ_RECORDS, Catalogue.Fold.RECORDS, Catalogue.Fold.TICKS);
        FoldMeters spans = new FoldMeters(meters.counts());
        FoldPlan plan = FoldPlan.traces(topics);
        RememberedSources sources = sources(plan, config, meters);
        Reading reading = new Reading(codec, config, sourcePartitions, enrichment, records, meters);
        return build(plan, reading, () -> traces(new Fold(config, sources), spans));
    }

    /**
     * Logs.
     *
     * @param sourcePartitions how many partitions {@code otlp_logs} has, which each watermark tells its readers
     */
    public static Topology ofLogs(
            Topics topics,
            FactCodec codec,
            LogFoldConfig config,
            int sourcePartitions,
            Enrichment enrichment,
            StreamsMeters meters) {
        RecordMeters records = new RecordMeters(
                meters.counts(), Catalogue.Logs.READ_REQUESTS, Catalogue.Logs.REQUESTS, Catalogue.Logs.TICKS);
        LogFoldMeters logs = new LogFoldMeters(meters.counts());
        FoldPlan plan = FoldPlan.logs(topics);
        RememberedSources sources = sources(plan, config.fold(), meters);
        Reading reading = new Reading(codec, config.fold(), sourcePartitions, enrichment, records, meters);
        return build(plan, reading, () -> logs(new LogFold(config, sources), logs));
    }

    /**
     * What somebody else makes of the requests of a raw topic, with all that goes with it: ticks and watermarks, requests that are sent again,
     * enrichment.
     *
     * @param fold one for each partition
     */
    public static void addTo(Topology topology, FoldPlan plan, Reading reading, Supplier<SignalFold> fold) {
        StreamsMeters meters = reading.meters();
        Supplier<FoldProcessor> processor = () -> new FoldProcessor(
                plan,
                reading.config(),
                reading.sourcePartitions(),
                new FoldProcessor.Counting(reading.records(), meters.progress()),
                RecordEnricher.of(reading.enrichment(), plan.signal(), plan.enriched(), meters.counts()),
                fold.get());
        addTo(topology, plan, reading.codec(), reading.enrichment(), processor);
    }

    /**
     * How a raw topic is read.
     *
     * @param config of which ticks and the memory of retries count here
     * @param sourcePartitions how many partitions the raw topic has, which each watermark tells its readers
     * @param records counts its records
     */
    public record Reading(
            FactCodec codec,
            FoldConfig config,
            int sourcePartitions,
            Enrichment enrichment,
            RecordMeters records,
            StreamsMeters meters) {}

    private static RememberedSources sources(FoldPlan plan, FoldConfig config, StreamsMeters meters) {
        return new RememberedSources(config, meters.counts().of(Catalogue.Streams.RESOURCES_EVICTED, plan.name()));
    }

    private static SignalFold traces(Fold fold, FoldMeters meters) {
        return (request, origin) -> {
            Fold.Folded folded = fold.fold(request, origin);
            return new SignalFold.Result(keyed(folded.deltas(), FoldTopology::key), () -> meters.folded(folded));
        };
    }

    private static SignalFold logs(LogFold fold, LogFoldMeters meters) {
        return (request, origin) -> {
            LogFold.Folded folded = fold.fold(request, origin);
            return new SignalFold.Result(keyed(folded.deltas(), FoldTopology::key), () -> meters.folded(folded));
        };
    }

    private static <D extends SpecificRecord> List<SignalFold.Keyed> keyed(
            List<D> deltas, Function<D, ServiceKey> key) {
        return deltas.stream()
                .map(delta -> new SignalFold.Keyed(key.apply(delta).toString(), delta))
                .toList();
    }

    private static ServiceKey key(RedDelta delta) {
        return new ServiceKey(delta.getEnvironment(), delta.getNamespace(), delta.getService());
    }

    private static ServiceKey key(LogDelta delta) {
        return new ServiceKey(delta.getEnvironment(), delta.getNamespace(), delta.getService());
    }

    private static Topology build(FoldPlan plan, Reading reading, Supplier<SignalFold> fold) {
        Topology topology = new Topology();
        addTo(topology, plan, reading, fold);
        return topology;
    }

    private static void addTo(
            Topology topology,
            FoldPlan plan,
            FactCodec codec,
            Enrichment enrichment,
            Supplier<FoldProcessor> processor) {
        Serde<byte[]> bytes = Serdes.ByteArray();
        Serde<SpecificRecord> deltas = FactSerde.any(codec, plan.deltas());
        topology.addSource(
                        plan.source(),
                        bytes.deserializer(),
                        bytes.deserializer(),
                        plan.raw().name())
                .addProcessor(plan.name(), supplier(plan, processor), plan.source())
                .addSink(
                        plan.deltasSink(),
                        plan.deltas().name(),
                        Serdes.String().serializer(),
                        deltas.serializer(),
                        new DeltaPartitioner(),
                        plan.name())
                .addSink(
                        plan.ticksSink(),
                        plan.raw().name(),
                        bytes.serializer(),
                        bytes.serializer(),
                        new TickPartitioner(),
                        plan.name());
        if (enrichment.writes(plan.signal())) {
            topology.addSink(
                    plan.enrichedSink(), plan.enriched().name(), bytes.serializer(), bytes.serializer(), plan.name());
        }
    }

    private static ProcessorSupplier<byte[], byte[], Object, Object> supplier(
            FoldPlan plan, Supplier<FoldProcessor> processor) {
        StoreBuilder<KeyValueStore<Bytes, Long>> retries = RetryFilter.store(plan.retriesStore());
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], Object, Object> get() {
                return processor.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(retries);
            }
        };
    }
}
