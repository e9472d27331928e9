package dev.bellwether.alerting.evaluate;

import dev.bellwether.alerting.rulebook.RulebookSource;
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
 * Samples to alerts: {@code samples} (by rule group) to {@code alerts}, the present state of each, and {@code alert-events}, each transition
 * (both by fingerprint); and back to {@code samples} what rules record for other groups.
 */
public final class RuleTopology {

    static final String SAMPLES_SINK = "rules-samples-sink";
    static final String ALERTS_SINK = "rules-alerts-sink";
    static final String EVENTS_SINK = "rules-events-sink";

    private static final String SOURCE = "rules-samples-source";
    private static final String RULES = "rules";

    private RuleTopology() {}

    /**
     * What it is made of.
     *
     * @param partitions how many {@code samples} has, which says whose groups are whose
     */
    public record Inputs(
            Topics topics, FactCodec codec, EvaluationConfig config, int partitions, RulebookSource rules) {}

    public static Topology build(Inputs inputs, StreamsMeters meters) {
        Topics topics = inputs.topics();
        FactCodec codec = inputs.codec();
        Serde<String> keys = Serdes.String();
        Serde<SpecificRecord> samples = FactSerde.any(codec, topics.samples());
        return new Topology()
                .addSource(
                        SOURCE,
                        keys.deserializer(),
                        samples.deserializer(),
                        topics.samples().name())
                .addProcessor(RULES, supplier(inputs, meters), SOURCE)
                .addSink(SAMPLES_SINK, topics.samples().name(), keys.serializer(), samples.serializer(), RULES)
                .addSink(
                        ALERTS_SINK,
                        topics.alerts().name(),
                        keys.serializer(),
                        FactSerde.any(codec, topics.alerts()).serializer(),
                        RULES)
                .addSink(
                        EVENTS_SINK,
                        topics.alertEvents().name(),
                        keys.serializer(),
                        FactSerde.any(codec, topics.alertEvents()).serializer(),
                        RULES);
    }

    private static ProcessorSupplier<String, SpecificRecord, String, SpecificRecord> supplier(
            Inputs inputs, StreamsMeters meters) {
        RuleMeters counts = new RuleMeters(meters.counts());
        Ownership ownership = new Ownership(inputs.partitions());
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, SpecificRecord, String, SpecificRecord> get() {
                return new RuleProcessor(inputs.config(), inputs.rules(), ownership, counts, meters.progress());
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return StoreCatalogue.all(inputs.codec(), inputs.topics());
            }
        };
    }
}
