package dev.bellwether.processors.red;

import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.processors.runtime.FullestTask;
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

/** Deltas to windows: {@code red-deltas} (by service) to {@code red-windows} (by service). */
public final class RedWindowTopology {

    static final String WINDOWS_SINK = "red-windows-sink";
    static final String EXCUSES_SINK = "red-excuses-sink";

    private RedWindowTopology() {}

    public static Topology build(Topics topics, FactCodec codec, RedConfig config, StreamsMeters meters) {
        Serde<String> keys = Serdes.String();
        Serde<SpecificRecord> deltas = FactSerde.any(codec, topics.redDeltas());
        Serde<SpecificRecord> windows = FactSerde.any(codec, topics.redWindows());
        // No repartition: a service's deltas are together already, and the store's key adds version and operation.
        return new Topology()
                .addSource(
                        "red-deltas-source",
                        keys.deserializer(),
                        deltas.deserializer(),
                        topics.redDeltas().name())
                .addProcessor("red-windows", supplier(topics, codec, config, meters), "red-deltas-source")
                .addSink(
                        WINDOWS_SINK,
                        topics.redWindows().name(),
                        keys.serializer(),
                        windows.serializer(),
                        "red-windows")
                .addSink(
                        EXCUSES_SINK,
                        topics.redDeltas().name(),
                        keys.serializer(),
                        deltas.serializer(),
                        new ExcusePartitioner(),
                        "red-windows");
    }

    private static ProcessorSupplier<String, SpecificRecord, String, SpecificRecord> supplier(
            Topics topics, FactCodec codec, RedConfig config, StreamsMeters meters) {
        RedMeters counters = new RedMeters(meters.counts());
        FullestTask services = meters.fullest(
                Catalogue.Windows.SERVICES,
                Catalogue.Windows.SERVICES_LIMIT,
                config.admission().maxServices());
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, SpecificRecord, String, SpecificRecord> get() {
                return new RedWindowProcessor(config, counters, meters.progress(), services);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return StoreCatalogue.all(codec, topics);
            }
        };
    }
}
