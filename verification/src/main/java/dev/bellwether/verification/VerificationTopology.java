package dev.bellwether.verification;

import static java.util.Objects.requireNonNull;

import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.FactSerde;
import dev.bellwether.schemas.Topics;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Deltas and what the outside says of deployments, to deployments and verdicts: {@code red-deltas} and {@code
 * deployments} to {@code deployments} and {@code verdicts}, all by service.
 */
public final class VerificationTopology {

    static final String DEPLOYMENTS_SINK = "verification-deployments-sink";
    static final String VERDICTS_SINK = "verification-verdicts-sink";

    private static final String DELTAS_SOURCE = "verification-red-deltas-source";
    private static final String DEPLOYMENTS_SOURCE = "verification-deployments-source";
    private static final String JUDGE = "verification-judge";

    private VerificationTopology() {}

    /**
     * The whole application. It must run exactly once: a verdict is sent in the transaction that ends its deployment.
     *
     * @param meters where it counts; see the README
     */
    public static Topology build(Topics topics, FactCodec codec, VerificationConfig config, StreamsMeters meters) {
        requireNonNull(config, "config");
        Serde<String> keys = Serdes.String();
        Serde<SpecificRecord> deltas = FactSerde.any(codec, topics.redDeltas());
        Serde<SpecificRecord> deployments = FactSerde.any(codec, topics.deployments());
        Serde<SpecificRecord> verdicts = FactSerde.any(codec, topics.verdicts());
        // No repartition: the topics have equally many partitions, and all that concerns a service is in the same one.
        return new Topology()
                .addSource(
                        DELTAS_SOURCE,
                        keys.deserializer(),
                        deltas.deserializer(),
                        topics.redDeltas().name())
                .addSource(
                        DEPLOYMENTS_SOURCE,
                        keys.deserializer(),
                        deployments.deserializer(),
                        topics.deployments().name())
                .addProcessor(JUDGE, supplier(topics, codec, config, meters), DELTAS_SOURCE, DEPLOYMENTS_SOURCE)
                .addSink(
                        DEPLOYMENTS_SINK,
                        topics.deployments().name(),
                        keys.serializer(),
                        deployments.serializer(),
                        JUDGE)
                .addSink(VERDICTS_SINK, topics.verdicts().name(), keys.serializer(), verdicts.serializer(), JUDGE);
    }

    private static ProcessorSupplier<String, SpecificRecord, String, SpecificRecord> supplier(
            Topics topics, FactCodec codec, VerificationConfig config, StreamsMeters meters) {
        VerificationMeters counters = new VerificationMeters(meters.counts());
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, SpecificRecord, String, SpecificRecord> get() {
                return new VerificationProcessor(config, counters, meters.progress());
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return StoreCatalogue.all(codec, topics);
            }
        };
    }
}
