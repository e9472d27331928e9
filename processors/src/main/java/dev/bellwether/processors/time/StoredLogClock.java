package dev.bellwether.processors.time;

import dev.bellwether.facts.Watermark;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.FactSerde;
import dev.bellwether.schemas.Topic;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A {@link LogClock} whose readings are kept in a store, so that a task that moves or restarts goes on from the time it had.
 *
 * <p>The store maps {@code topic/partition} to that source's last watermark, and {@value #REACHED} to the time reached, which
 * may be later than a reading where a source was excused.
 */
public final class StoredLogClock {

    private static final String REACHED = "reached";

    private final KeyValueStore<String, Watermark> store;
    private final LogClock clock;

    public StoredLogClock(KeyValueStore<String, Watermark> store) {
        this.store = store;
        Watermark reached = store.get(REACHED);
        this.clock = new LogClock(
                reached == null ? LogClock.NOT_STARTED : reached.getLogTime().toEpochMilli());
        try (KeyValueIterator<String, Watermark> all = store.all()) {
            all.forEachRemaining(entry -> {
                if (!entry.key.equals(REACHED)) {
                    observe(clock, entry.value);
                }
            });
        }
    }

    /** The store a clock needs. Few small records: not cached, logged, so that its changelog is as exact as the state. */
    public static StoreBuilder<KeyValueStore<String, Watermark>> store(String name, FactCodec codec, Topic topic) {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(name), Serdes.String(), FactSerde.of(Watermark.class, codec, topic));
    }

    /**
     * Takes note of a watermark; one that names no source is ignored.
     *
     * @return whether {@link #time()} advanced
     */
    public boolean observe(Watermark watermark) {
        if (watermark.getSourcePartition() < 0 || watermark.getSourcePartition() >= watermark.getSourcePartitions()) {
            return false;
        }
        boolean advanced = observe(clock, watermark);
        keep(watermark);
        if (advanced) {
            store.put(
                    REACHED,
                    Watermark.newBuilder()
                            .setLogTime(Instant.ofEpochMilli(clock.time()))
                            .build());
        }
        return advanced;
    }

    /** Keeps what the clock made of it: an excuse that came too late must not be found by the next life of this task. */
    private void keep(Watermark watermark) {
        SourcePartition source = new SourcePartition(watermark.getSourceTopic(), watermark.getSourcePartition());
        clock.reading(source)
                .ifPresent(reading -> store.put(
                        source.toString(),
                        Watermark.newBuilder(watermark)
                                .setLogTime(Instant.ofEpochMilli(reading.logTime()))
                                .setExcused(reading.excused())
                                .build()));
    }

    /** Milliseconds since the epoch, or {@link LogClock#NOT_STARTED}. */
    public long time() {
        return clock.time();
    }

    /** See {@link LogClock#partitions}. */
    public int partitions(String topic) {
        return clock.partitions(topic);
    }

    public boolean started() {
        return clock.started();
    }

    /** See {@link LogClock#complete()}. */
    public boolean complete() {
        return clock.complete();
    }

    private static boolean observe(LogClock clock, Watermark watermark) {
        return clock.observe(
                new SourcePartition(watermark.getSourceTopic(), watermark.getSourcePartition()),
                watermark.getSourcePartitions(),
                watermark.getLogTime().toEpochMilli(),
                watermark.getExcused());
    }
}
