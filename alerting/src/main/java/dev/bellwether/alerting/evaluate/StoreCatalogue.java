package dev.bellwether.alerting.evaluate;

import dev.bellwether.facts.SampleBatch;
import dev.bellwether.processors.time.StoredLogClock;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.FactSerde;
import dev.bellwether.schemas.Topics;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The stores of the application that evaluates rules. All are plain key-value stores with compacted changelogs; expiry is ours. Renaming one
 * is a migration: its changelog stays behind.
 */
final class StoreCatalogue {

    /** {@link ArrivalKey} to the batch, as long as rules may look at it; read when a task begins, and else only written. */
    static final String ARRIVALS = "rules-arrivals";

    /** Group to {@link GroupProgress}. */
    static final String PROGRESS = "rules-progress";

    /** Group to {@link RuleMemory}. */
    static final String MEMORIES = "rules-memories";

    /** Group and series to {@link dev.bellwether.telemetry.prometheus.DeltaState}. */
    static final String DELTAS = "rules-deltas";

    /** One key to the log time up to which changes of rules were looked at. */
    static final String TIMES = "rules-times";

    /** Log time: see {@link StoredLogClock}. */
    static final String CLOCK = "rules-clock";

    private StoreCatalogue() {}

    /** Always in the same order, so that the topology describes itself alike in every process. */
    static Set<StoreBuilder<?>> all(FactCodec codec, Topics topics) {
        Set<StoreBuilder<?>> stores = new LinkedHashSet<>();
        // Not cached: each batch is written once.
        stores.add(builder(ARRIVALS, FactSerde.of(SampleBatch.class, codec, topics.samples())));
        stores.add(StoredLogClock.store(CLOCK, codec, topics.samples()));
        stores.add(builder(DELTAS, Serdes.ByteArray()).withCachingEnabled());
        // Cached: changed with every slot, and the changelog needs only the last.
        stores.add(builder(MEMORIES, Serdes.ByteArray()).withCachingEnabled());
        stores.add(builder(PROGRESS, Serdes.ByteArray()).withCachingEnabled());
        stores.add(builder(TIMES, Serdes.Long()).withCachingEnabled());
        return stores;
    }

    private static <V> StoreBuilder<KeyValueStore<Bytes, V>> builder(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), values);
    }
}
