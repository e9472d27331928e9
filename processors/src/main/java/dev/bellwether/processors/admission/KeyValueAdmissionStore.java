package dev.bellwether.processors.admission;

import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** An {@link AdmissionStore} over a key-value store of Kafka Streams. */
public final class KeyValueAdmissionStore implements AdmissionStore {

    private static final Serializer<String> PREFIX = AdmittedName.prefixSerializer();

    private final KeyValueStore<AdmittedName, Long> store;

    public KeyValueAdmissionStore(KeyValueStore<AdmittedName, Long> store) {
        this.store = store;
    }

    /** The store that an admission needs. Seldom written, and so not cached: its changelog is as exact as the state. */
    public static StoreBuilder<KeyValueStore<AdmittedName, Long>> builder(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), AdmittedName.serde(), Serdes.Long());
    }

    @Override
    public void put(AdmittedName name, long seen) {
        store.put(name, seen);
    }

    @Override
    public void delete(AdmittedName name) {
        store.delete(name);
    }

    @Override
    public void forEach(BiConsumer<AdmittedName, Long> action) {
        tell(store.all(), action);
    }

    @Override
    public void forEachOf(String service, BiConsumer<AdmittedName, Long> action) {
        tell(store.prefixScan(service, PREFIX), action);
    }

    private static void tell(KeyValueIterator<AdmittedName, Long> entries, BiConsumer<AdmittedName, Long> action) {
        try (entries) {
            entries.forEachRemaining(entry -> action.accept(entry.key, entry.value));
        }
    }
}
