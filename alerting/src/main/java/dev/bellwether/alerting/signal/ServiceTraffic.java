package dev.bellwether.alerting.signal;

import dev.bellwether.alerting.lifecycle.Labels;
import dev.bellwether.schemas.ServiceKey;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What is known of one service: its range, the ranges of its versions, and its minutes. Owned by {@link Traffic}. */
final class ServiceTraffic {

    static final String SERVICE = "service";
    static final String NAMESPACE = "namespace";
    static final String ENVIRONMENT = "environment";
    static final String VERSION = "version";

    private static final String UNNAMED = "";

    private final long slowNanos;
    private final Labels labels;
    private final RangeSum total;
    private final Map<String, Version> versions = new TreeMap<>();
    private @Nullable TrafficHistory history;

    ServiceTraffic(ServiceKey key, long slowNanos) {
        this.slowNanos = slowNanos;
        this.total = new RangeSum(slowNanos);
        this.labels =
                Labels.of(Map.of(SERVICE, key.name(), NAMESPACE, key.namespace(), ENVIRONMENT, key.environment()));
    }

    /** Labels of what concerns the service as a whole. */
    Labels labels() {
        return labels;
    }

    @Nullable
    TrafficHistory history() {
        return history;
    }

    void history(TrafficHistory now) {
        history = now;
    }

    boolean hasBuckets() {
        return !versions.isEmpty();
    }

    void bucketStored(String version) {
        versions.computeIfAbsent(version, this::newVersion).buckets++;
    }

    void bucketDeleted(String version) {
        versions.computeIfPresent(version, (name, of) -> --of.buckets == 0 ? null : of);
    }

    void add(BucketKey key, Bucket bucket) {
        total.add(key.second(), bucket);
        Version version = versions.get(key.version());
        if (version != null) {
            version.sum.add(key.second(), bucket);
        }
    }

    void remove(BucketKey key, Bucket bucket) {
        total.remove(key.second(), bucket);
        Version version = versions.get(key.version());
        if (version != null) {
            version.sum.remove(key.second(), bucket);
        }
    }

    /** The service as a whole, then each of its named versions, with their labels. */
    void forEachSeries(BiConsumer<Labels, RangeSum> action) {
        if (total.calls() == 0) {
            return;
        }
        action.accept(labels, total);
        versions.forEach((name, version) -> {
            if (!name.equals(UNNAMED)) {
                action.accept(version.labels, version.sum);
            }
        });
    }

    private Version newVersion(String name) {
        return new Version(labels.with(VERSION, name), new RangeSum(slowNanos));
    }

    private static final class Version {

        private final Labels labels;
        private final RangeSum sum;
        private int buckets;

        private Version(Labels labels, RangeSum sum) {
            this.labels = labels;
            this.sum = sum;
        }
    }
}
