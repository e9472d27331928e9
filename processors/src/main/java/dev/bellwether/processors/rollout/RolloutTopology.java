package dev.bellwether.processors.rollout;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.KubernetesObject;
import dev.bellwether.kubernetes.rollout.RolloutTrack;
import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.FactSerde;
import dev.bellwether.schemas.Topics;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Rollouts: {@code kubernetes} (by kind and uid) to {@code deployments} (by service). */
public final class RolloutTopology {

    /** Key of a workload to what is known of its rollouts; as many as there are workloads. */
    static final String TRACKS_STORE = "rollouts-tracks";

    private RolloutTopology() {}

    public static Topology build(Topics topics, FactCodec codec, StreamsMeters meters) {
        FactSerde<KubernetesObject> objects = FactSerde.of(KubernetesObject.class, codec, topics.kubernetes());
        FactSerde<DeploymentEvent> events = FactSerde.of(DeploymentEvent.class, codec, topics.deployments());
        ProcessorSupplier<String, KubernetesObject, String, DeploymentEvent> supplier = new ProcessorSupplier<>() {
            @Override
            public Processor<String, KubernetesObject, String, DeploymentEvent> get() {
                return new RolloutProcessor(meters.counts());
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(store());
            }
        };
        return new Topology()
                .addSource(
                        "rollouts-source",
                        Serdes.String().deserializer(),
                        objects.deserializer(),
                        topics.kubernetes().name())
                .addProcessor("rollouts", supplier, "rollouts-source")
                .addSink(
                        "rollouts-sink",
                        topics.deployments().name(),
                        Serdes.String().serializer(),
                        events.serializer(),
                        "rollouts");
    }

    private static StoreBuilder<KeyValueStore<String, RolloutTrack>> store() {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(TRACKS_STORE), Serdes.String(), TrackSerde.serde());
    }
}
