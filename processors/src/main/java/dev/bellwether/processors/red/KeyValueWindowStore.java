package dev.bellwether.processors.red;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A {@link WindowStore} over two key-value stores of Kafka Streams. */
final class KeyValueWindowStore implements WindowStore {

    private static final byte[] PRESENT = {1};

    private final KeyValueStore<WindowKey, WindowState> windows;
    private final KeyValueStore<WindowKey, byte[]> changed;

    KeyValueWindowStore(KeyValueStore<WindowKey, WindowState> windows, KeyValueStore<WindowKey, byte[]> changed) {
        this.windows = windows;
        this.changed = changed;
    }

    @Override
    public @Nullable WindowState get(WindowKey key) {
        return windows.get(key);
    }

    @Override
    public void put(WindowKey key, WindowState window) {
        windows.put(key, window);
    }

    @Override
    public void delete(WindowKey key) {
        windows.delete(key);
    }

    @Override
    public List<Map.Entry<WindowKey, WindowState>> range(long fromStart, long toStart) {
        List<Map.Entry<WindowKey, WindowState>> found = new ArrayList<>();
        if (toStart <= 0) {
            return found;
        }
        // The upper bound of a store's range is inclusive; no window has an empty service key, so none is equal to it.
        try (KeyValueIterator<WindowKey, WindowState> range =
                windows.range(WindowKey.first(fromStart), WindowKey.first(toStart))) {
            while (range.hasNext()) {
                KeyValue<WindowKey, WindowState> entry = range.next();
                found.add(Map.entry(entry.key, entry.value));
            }
        }
        return found;
    }

    @Override
    public void markChanged(WindowKey key) {
        changed.put(key, PRESENT);
    }

    @Override
    public void unmarkChanged(WindowKey key) {
        if (changed.get(key) != null) {
            changed.delete(key);
        }
    }

    @Override
    public List<WindowKey> changed() {
        List<WindowKey> keys = new ArrayList<>();
        try (KeyValueIterator<WindowKey, byte[]> all = changed.all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }
}
