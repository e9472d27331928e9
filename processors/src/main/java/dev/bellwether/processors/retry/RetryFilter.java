package dev.bellwether.processors.retry;

import dev.bellwether.schemas.OtlpHeaders;
import dev.bellwether.schemas.ReplayHeaders;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the hashes of requests, so that a request which a client sent again is counted once.
 *
 * <p>The store maps generation (8 bytes, big-endian) and hash to the log time at which it was seen. A generation is as long
 * as hashes are remembered; so two of them hold all that matter, and an old one goes as a whole.
 */
public final class RetryFilter {

    /** Ours have 16; what is longer is not ours, and not remembered. */
    private static final int MAX_HASH_BYTES = 64;

    /** All partitions come to a new generation at the same moment; each record pays for a little of the forgetting. */
    private static final int MAX_FORGOTTEN_AT_ONCE = 100;

    private final KeyValueStore<Bytes, Long> store;
    private final long rememberMillis;
    private long oldestGeneration = Long.MIN_VALUE;

    /** No hash stands before it. Where one was deleted the store has a tombstone for long, which would be passed over for each record. */
    private Bytes first = key(0, new byte[0]);

    public RetryFilter(KeyValueStore<Bytes, Long> store, Duration remember) {
        this.store = store;
        this.rememberMillis = remember.toMillis();
    }

    /** The store a filter needs: hash of a request to the log time at which it was seen. */
    public static StoreBuilder<KeyValueStore<Bytes, Long>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.Long());
    }

    /**
     * Whether a client has sent the record's request before; one without a hash is always new. One that was written back from the dead letters
     * is none either: it was not read when its hash came first.
     */
    public boolean isRetry(Record<byte[], byte[]> record) {
        Header hash = record.headers().lastHeader(OtlpHeaders.HASH);
        return hash != null
                && hash.value() != null
                && hash.value().length <= MAX_HASH_BYTES
                && seen(hash.value(), record.timestamp())
                && !ReplayHeaders.isReplay(record.headers());
    }

    /**
     * Whether the hash was seen before, within the time for which hashes are remembered; if not, it is from now on.
     *
     * @param logTime append time of the request, milliseconds since the epoch
     */
    private boolean seen(byte[] hash, long logTime) {
        long generation = Math.floorDiv(logTime, rememberMillis);
        Bytes key = key(generation, hash);
        if (within(store.get(key), logTime) || within(store.get(key(generation - 1, hash)), logTime)) {
            return true;
        }
        store.put(key, logTime);
        first = key.compareTo(first) < 0 ? key : first;
        forgetBefore(generation - 1);
        return false;
    }

    private boolean within(@Nullable Long seenAt, long logTime) {
        return seenAt != null && logTime - seenAt < rememberMillis;
    }

    private void forgetBefore(long generation) {
        if (generation <= oldestGeneration) {
            return;
        }
        List<Bytes> old = new ArrayList<>();
        try (KeyValueIterator<Bytes, Long> range = store.range(first, key(generation, new byte[0]))) {
            while (range.hasNext() && old.size() < MAX_FORGOTTEN_AT_ONCE) {
                old.add(range.next().key);
            }
            if (!range.hasNext()) {
                oldestGeneration = generation;
            }
        }
        for (Bytes key : old) {
            store.delete(key);
            first = key;
        }
    }

    private static Bytes key(long generation, byte[] hash) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + hash.length)
                .putLong(Math.max(0, generation))
                .put(hash)
                .array());
    }
}
