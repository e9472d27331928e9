package dev.bellwether.verification;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.Watermark;
import dev.bellwether.processors.admission.KeyValueAdmissionStore;
import dev.bellwether.processors.time.StoredLogClock;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.FactSerde;
import dev.bellwether.schemas.Topics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The stores of the verification application. All are plain key-value stores with changelogs: a windowed store is
 * segmented, and does not come back exactly after the process was killed. Renaming one loses what it holds.
 */
final class StoreCatalogue {

    /** {@link WindowKey} to {@link VersionWindow}: the windows that are open. Removed as they close. */
    static final String WINDOWS = "verification-windows";

    /** {@link EventKey} to event: what the outside said and time has not reached. Removed as it takes effect. */
    static final String EVENTS = "verification-events";

    /**
     * Service key to {@link dev.bellwether.verification.deployment.ServiceState}. Removed when the service was not seen
     * for longer than versions are remembered.
     */
    static final String SERVICES = "verification-services";

    /** Service, version or operation to the log time of its last sight: see {@link KeyValueAdmissionStore}. */
    static final String ADMITTED = "verification-admitted";

    /** Log time: see {@link StoredLogClock}. */
    static final String CLOCK = "verification-clock";

    private StoreCatalogue() {}

    static Set<StoreBuilder<?>> all(FactCodec codec, Topics topics) {
        // in this order, so that the topology describes itself in the same words every time
        return new LinkedHashSet<>(List.of(
                windows(),
                events(codec, topics),
                services(),
                KeyValueAdmissionStore.builder(ADMITTED),
                clock(codec, topics)));
    }

    // Cached: a window is changed by every record that speaks of it, and its changelog needs only what it was at the
    // commit.
    static StoreBuilder<KeyValueStore<WindowKey, VersionWindow>> windows() {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(WINDOWS), WindowKey.serde(), VersionWindow.serde())
                .withCachingEnabled();
    }

    static StoreBuilder<KeyValueStore<EventKey, DeploymentEvent>> events(FactCodec codec, Topics topics) {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(EVENTS),
                EventKey.serde(),
                FactSerde.of(DeploymentEvent.class, codec, topics.deployments()));
    }

    static StoreBuilder<KeyValueStore<String, byte[]>> services() {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(SERVICES), Serdes.String(), Serdes.ByteArray());
    }

    static StoreBuilder<KeyValueStore<String, Watermark>> clock(FactCodec codec, Topics topics) {
        return StoredLogClock.store(CLOCK, codec, topics.redDeltas());
    }
}
