package dev.bellwether.alerting.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Keeps bytes, as the real one does, and counts how often it is asked. */
final class MemoryTrafficStore implements TrafficStore {

    private final TreeMap<byte[], byte[]> buckets = new TreeMap<>(Arrays::compareUnsigned);
    private final Map<String, byte[]> histories = new TreeMap<>();
    private byte @Nullable [] progress;
    private int reads;

    int reads() {
        return reads;
    }

    int buckets() {
        return buckets.size();
    }

    int histories() {
        return histories.size();
    }

    @Override
    public @Nullable Bucket bucket(BucketKey key) {
        reads++;
        byte[] bytes = buckets.get(key.toBytes());
        return bytes == null ? null : Bucket.parse(bytes);
    }

    @Override
    public void putBucket(BucketKey key, Bucket bucket) {
        buckets.put(key.toBytes(), bucket.toBytes());
    }

    @Override
    public void deleteBucket(BucketKey key) {
        buckets.remove(key.toBytes());
    }

    @Override
    public void forEachBucketOf(long second, BiConsumer<BucketKey, Bucket> action) {
        reads++;
        List<Map.Entry<byte[], byte[]>> found =
                new ArrayList<>(buckets.subMap(BucketKey.lowerBound(second), BucketKey.lowerBound(second + 1))
                        .entrySet());
        found.forEach(entry -> action.accept(BucketKey.parse(entry.getKey()), Bucket.parse(entry.getValue())));
    }

    @Override
    public void forEachBucket(BiConsumer<BucketKey, Bucket> action) {
        buckets.forEach((key, bucket) -> action.accept(BucketKey.parse(key), Bucket.parse(bucket)));
    }

    @Override
    public void putHistory(String service, TrafficHistory history) {
        histories.put(service, history.toBytes());
    }

    @Override
    public void deleteHistory(String service) {
        histories.remove(service);
    }

    @Override
    public void forEachHistory(BiConsumer<String, TrafficHistory> action) {
        histories.forEach((service, history) -> action.accept(service, TrafficHistory.parse(history)));
    }

    @Override
    public @Nullable Progress progress() {
        return progress == null ? null : Progress.parse(progress);
    }

    @Override
    public void putProgress(Progress now) {
        progress = now.toBytes();
    }
}
