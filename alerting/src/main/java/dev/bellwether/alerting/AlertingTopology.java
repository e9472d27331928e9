package dev.bellwether.alerting;

import dev.bellwether.facts.Alert;
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
 * Deltas to alerts: {@code red-deltas} (by service) to {@code alerts}, the present state of each, and {@code alert-events}, each
 * transition (both by fingerprint).
 */
public final class AlertingTopology {

    static final String ALERTS_SINK = "alerting-alerts-sink";
    static final String EVENTS_SINK = "alerting-events-sink";

    private AlertingTopology() {}

    public static Topology build(Topics topics, FactCodec codec, AlertingConfig config, StreamsMeters meters) {
        Serde<String> keys = Serdes.String();
        // No repartition: a service's deltas are together already, and its alerts come from nowhere else.
        return new Topology()
                .addSource(
                        "alerting-deltas-source",
                        keys.deserializer(),
                        FactSerde.any(codec, topics.redDeltas()).deserializer(),
                        topics.redDeltas().name())
                .addProcessor("alerting", supplier(topics, codec, config, meters), "alerting-deltas-source")
                .addSink(
                        ALERTS_SINK,
                        topics.alerts().name(),
                        keys.serializer(),
                        FactSerde.of(Alert.class, codec, topics.alerts()).serializer(),
                        "alerting")
                .addSink(
                        EVENTS_SINK,
                        topics.alertEvents().name(),
                        keys.serializer(),
                        FactSerde.of(Alert.class, codec, topics.alertEvents()).serializer(),
                        "alerting");
    }

    private static ProcessorSupplier<String, SpecificRecord, String, Alert> supplier(
            Topics topics, FactCodec codec, AlertingConfig config, StreamsMeters meters) {
        AlertingMeters counters = new AlertingMeters(meters.counts());
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, SpecificRecord, String, Alert> get() {
                return new AlertingProcessor(config, counters, meters.progress());
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return StoreCatalogue.all(codec, topics);
            }
        };
    }
}
