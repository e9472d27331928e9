package dev.bellwether.alerting;

import dev.bellwether.processors.admission.KeyValueAdmissionStore;
import dev.bellwether.processors.time.StoredLogClock;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topics;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The stores of the alerting application. All are plain key-value stores with compacted changelogs, so that a killed process
 * or a task that moves goes on exactly where it was; expiry is ours. Renaming one is a migration: its changelog stays behind.
 */
final class StoreCatalogue {

    /**
     * {@link dev.bellwether.alerting.signal.BucketKey} to {@link dev.bellwether.alerting.signal.Bucket}: each second of each
     * version while it is in the range, and those that are ahead of log time.
     */
    static final String BUCKETS = "alerting-buckets";

    /** Service key to {@link dev.bellwether.alerting.signal.TrafficHistory}, until a service is forgotten. */
    static final String HISTORIES = "alerting-histories";

    /** One key to {@link dev.bellwether.alerting.signal.Progress}. */
    static final String PROGRESS = "alerting-progress";

    /** Fingerprint to {@link dev.bellwether.alerting.lifecycle.TrackedAlert}, as {@link AlertCodec} writes it. */
    static final String ALERTS = "alerting-alerts";

    /** Service or version to the log time of its last sight: see {@link KeyValueAdmissionStore}. Operations take no places here. */
    static final String ADMITTED = "alerting-admitted";

    /** Log time: see {@link StoredLogClock}. */
    static final String CLOCK = "alerting-clock";

    private StoreCatalogue() {}

    /** Always in the same order, so that the topology describes itself alike in every process. */
    static Set<StoreBuilder<?>> all(FactCodec codec, Topics topics) {
        Set<StoreBuilder<?>> stores = new LinkedHashSet<>();
        stores.add(KeyValueAdmissionStore.builder(ADMITTED));
        stores.add(cached(ALERTS));
        stores.add(cached(BUCKETS));
        stores.add(StoredLogClock.store(CLOCK, codec, topics.redDeltas()));
        stores.add(cached(HISTORIES));
        stores.add(cached(PROGRESS));
        return stores;
    }

    // Cached: each of these is changed several times between two commits, and the changelog needs only the last.
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> cached(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled();
    }
}
