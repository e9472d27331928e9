package dev.bellwether.alerting.signal;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Where {@link Traffic} keeps what a restart must not forget. */
public interface TrafficStore {

    @Nullable
    Bucket bucket(BucketKey key);

    void putBucket(BucketKey key, Bucket bucket);

    void deleteBucket(BucketKey key);

    /** The buckets of one second, by key. The store may be changed meanwhile. */
    void forEachBucketOf(long second, BiConsumer<BucketKey, Bucket> action);

    /** All buckets, by key. The store may not be changed meanwhile. */
    void forEachBucket(BiConsumer<BucketKey, Bucket> action);

    void putHistory(String service, TrafficHistory history);

    void deleteHistory(String service);

    /** The histories of all services, by service. The store may not be changed meanwhile. */
    void forEachHistory(BiConsumer<String, TrafficHistory> action);

    @Nullable
    Progress progress();

    void putProgress(Progress progress);
}
