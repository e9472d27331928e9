package dev.bellwether.processors.red;

import dev.bellwether.facts.Watermark;
import dev.bellwether.processors.admission.KeyValueAdmissionStore;
import dev.bellwether.processors.time.StoredLogClock;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topics;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The stores of the red-windows application. All are plain key-value stores with changelogs: a windowed store is segmented,
 * and does not come back exactly after the process was killed.
 */
final class StoreCatalogue {

    /** {@link WindowKey} to {@link WindowState}: open windows, and closed ones while they may be restated. */
    static final String WINDOWS = "red-windows";

    /** {@link WindowKey} to nothing: closed windows that hold more than their last revision said. */
    static final String CHANGED = "red-windows-changed";

    /** Service, version or operation to the log time of its last sight: see {@link KeyValueAdmissionStore}. */
    static final String ADMITTED = "red-admitted";

    /** Log time: see {@link StoredLogClock}. */
    static final String CLOCK = "red-clock";

    private StoreCatalogue() {}

    static Set<StoreBuilder<?>> all(FactCodec codec, Topics topics) {
        return Set.of(windows(codec), changed(), KeyValueAdmissionStore.builder(ADMITTED), clock(codec, topics));
    }

    // Cached: a window is changed by every record that speaks of it, and its changelog needs only what it was at the
    // commit.
    private static StoreBuilder<KeyValueStore<WindowKey, WindowState>> windows(FactCodec codec) {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(WINDOWS), WindowKey.serde(), new WindowStateSerde(codec))
                .withCachingEnabled();
    }

    private static StoreBuilder<KeyValueStore<WindowKey, byte[]>> changed() {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(CHANGED), WindowKey.serde(), Serdes.ByteArray())
                .withCachingEnabled();
    }

    private static StoreBuilder<KeyValueStore<String, Watermark>> clock(FactCodec codec, Topics topics) {
        return StoredLogClock.store(CLOCK, codec, topics.redDeltas());
    }
}
