package dev.bellwether.processors.resource;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bellwether.observation.meter.Count;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was made of resources that were met, so that it need not be made again for each request. Bounded by the memory it takes, since whoever
 * sends telemetry chooses how many resources there are, and how long; past that, what is asked for least is forgotten, and made anew when it
 * comes again. For all threads of an application, since each of its tasks meets the same resources.
 *
 * @param <K> what a resource is told by; must not change any more once it was put
 */
public final class ResourceCache<K, V> {

    private final Cache<K, V> known;

    /**
     * @param maxBytes that it takes, about
     * @param bytes that an entry takes, about
     * @param evicted counts what is forgotten
     */
    public ResourceCache(long maxBytes, ToLongBiFunction<K, V> bytes, Count evicted) {
        this.known = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((K key, V value) -> (int) Math.min(bytes.applyAsLong(key, value), Integer.MAX_VALUE))
                .evictionListener((key, value, cause) -> evicted.increment())
                .executor(Runnable::run)
                .build();
    }

    /** Null where nothing is known, or no longer. */
    public @Nullable V get(K key) {
        return known.getIfPresent(key);
    }

    public void put(K key, V value) {
        known.put(key, value);
    }
}
