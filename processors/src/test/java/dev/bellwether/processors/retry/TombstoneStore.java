package dev.bellwether.processors.retry;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store that keeps a tombstone of all that was deleted, as RocksDB does until it compacts, and counts what its ranges pass over. */
final class TombstoneStore implements KeyValueStore<Bytes, Long> {

    private final NavigableMap<Bytes, Optional<Long>> entries = new TreeMap<>();
    private long passedOver;

    /** Entries and tombstones that ranges have gone by. */
    long passedOver() {
        return passedOver;
    }

    /** Entries that are not deleted. */
    long size() {
        return entries.values().stream().filter(Optional::isPresent).count();
    }

    @Override
    public void put(Bytes key, Long value) {
        entries.put(key, Optional.of(value));
    }

    @Override
    public @Nullable Long get(Bytes key) {
        return entries.getOrDefault(key, Optional.empty()).orElse(null);
    }

    @Override
    public @Nullable Long delete(Bytes key) {
        Long before = get(key);
        entries.put(key, Optional.empty());
        return before;
    }

    @Override
    public KeyValueIterator<Bytes, Long> range(Bytes from, Bytes to) {
        return new Range(entries.subMap(from, true, to, true).entrySet().iterator());
    }

    /** From one entry to the next. */
    private final class Range implements KeyValueIterator<Bytes, Long> {

        private final Iterator<Map.Entry<Bytes, Optional<Long>>> rest;
        private @Nullable KeyValue<Bytes, Long> next;

        Range(Iterator<Map.Entry<Bytes, Optional<Long>>> rest) {
            this.rest = rest;
            advance();
        }

        private void advance() {
            next = null;
            while (next == null && rest.hasNext()) {
                Map.Entry<Bytes, Optional<Long>> entry = rest.next();
                passedOver++;
                next = entry.getValue()
                        .map(value -> KeyValue.pair(entry.getKey(), value))
                        .orElse(null);
            }
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public KeyValue<Bytes, Long> next() {
            KeyValue<Bytes, Long> found = next;
            if (found == null) {
                throw new NoSuchElementException();
            }
            advance();
            return found;
        }

        @Override
        public Bytes peekNextKey() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            return next.key;
        }

        @Override
        public void close() {}
    }

    @Override
    public Long putIfAbsent(Bytes key, Long value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putAll(List<KeyValue<Bytes, Long>> more) {
        throw new UnsupportedOperationException();
    }

    @Override
    public KeyValueIterator<Bytes, Long> all() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long approximateNumEntries() {
        return size();
    }

    @Override
    public String name() {
        return "tombstones";
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {}

    @Override
    public void close() {}

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}
