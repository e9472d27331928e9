package dev.bellwether.alerting;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.alerting.signal.Bucket;
import dev.bellwether.alerting.signal.BucketKey;
import dev.bellwether.alerting.signal.Progress;
import dev.bellwether.alerting.signal.TrafficHistory;
import dev.bellwether.alerting.signal.TrafficStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A {@link TrafficStore} over key-value stores of Kafka Streams. */
final class KeyValueTrafficStore implements TrafficStore {

    private static final Bytes PROGRESS = Bytes.wrap("progress".getBytes(UTF_8));

    private final KeyValueStore<Bytes, byte[]> buckets;
    private final KeyValueStore<Bytes, byte[]> histories;
    private final KeyValueStore<Bytes, byte[]> progress;

    KeyValueTrafficStore(
            KeyValueStore<Bytes, byte[]> buckets,
            KeyValueStore<Bytes, byte[]> histories,
            KeyValueStore<Bytes, byte[]> progress) {
        this.buckets = buckets;
        this.histories = histories;
        this.progress = progress;
    }

    @Override
    public @Nullable Bucket bucket(BucketKey key) {
        byte[] bytes = buckets.get(Bytes.wrap(key.toBytes()));
        return bytes == null ? null : Bucket.parse(bytes);
    }

    @Override
    public void putBucket(BucketKey key, Bucket bucket) {
        buckets.put(Bytes.wrap(key.toBytes()), bucket.toBytes());
    }

    @Override
    public void deleteBucket(BucketKey key) {
        buckets.delete(Bytes.wrap(key.toBytes()));
    }

    @Override
    public void forEachBucketOf(long second, BiConsumer<BucketKey, Bucket> action) {
        // The upper bound of a range is inclusive; no key is as short as a bound, so none is equal to it.
        Bytes from = Bytes.wrap(BucketKey.lowerBound(second));
        Bytes to = Bytes.wrap(BucketKey.lowerBound(second + 1));
        List<KeyValue<Bytes, byte[]>> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range = buckets.range(from, to)) {
            range.forEachRemaining(found::add);
        }
        found.forEach(entry -> action.accept(BucketKey.parse(entry.key.get()), Bucket.parse(entry.value)));
    }

    @Override
    public void forEachBucket(BiConsumer<BucketKey, Bucket> action) {
        try (KeyValueIterator<Bytes, byte[]> all = buckets.all()) {
            all.forEachRemaining(entry -> action.accept(BucketKey.parse(entry.key.get()), Bucket.parse(entry.value)));
        }
    }

    @Override
    public void putHistory(String service, TrafficHistory history) {
        histories.put(key(service), history.toBytes());
    }

    @Override
    public void deleteHistory(String service) {
        histories.delete(key(service));
    }

    @Override
    public void forEachHistory(BiConsumer<String, TrafficHistory> action) {
        try (KeyValueIterator<Bytes, byte[]> all = histories.all()) {
            all.forEachRemaining(
                    entry -> action.accept(new String(entry.key.get(), UTF_8), TrafficHistory.parse(entry.value)));
        }
    }

    @Override
    public @Nullable Progress progress() {
        byte[] bytes = progress.get(PROGRESS);
        return bytes == null ? null : Progress.parse(bytes);
    }

    @Override
    public void putProgress(Progress now) {
        progress.put(PROGRESS, now.toBytes());
    }

    private static Bytes key(String service) {
        return Bytes.wrap(service.getBytes(UTF_8));
    }
}
