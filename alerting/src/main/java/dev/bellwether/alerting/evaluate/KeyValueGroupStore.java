package dev.bellwether.alerting.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.alerting.rulebook.GroupKey;
import dev.bellwether.facts.SampleBatch;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.telemetry.prometheus.DeltaState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A {@link GroupStore} over key-value stores of Kafka Streams. */
final class KeyValueGroupStore implements GroupStore {

    private static final Bytes CONSIDERED = key("considered");

    private final KeyValueStore<Bytes, SampleBatch> arrivals;
    private final KeyValueStore<Bytes, byte[]> progress;
    private final KeyValueStore<Bytes, byte[]> memories;
    private final KeyValueStore<Bytes, byte[]> deltas;
    private final KeyValueStore<Bytes, Long> times;

    KeyValueGroupStore(Stores stores) {
        this.arrivals = stores.arrivals();
        this.progress = stores.progress();
        this.memories = stores.memories();
        this.deltas = stores.deltas();
        this.times = stores.times();
    }

    /** The stores of {@link StoreCatalogue}. */
    record Stores(
            KeyValueStore<Bytes, SampleBatch> arrivals,
            KeyValueStore<Bytes, byte[]> progress,
            KeyValueStore<Bytes, byte[]> memories,
            KeyValueStore<Bytes, byte[]> deltas,
            KeyValueStore<Bytes, Long> times) {}

    @Override
    public void put(ArrivalKey key, SampleBatch batch) {
        arrivals.put(Bytes.wrap(key.toBytes()), batch);
    }

    @Override
    public void forEach(GroupKey group, BiConsumer<ArrivalKey, SampleBatch> action) {
        try (KeyValueIterator<Bytes, SampleBatch> all =
                arrivals.range(from(group, Long.MIN_VALUE), from(group, Long.MAX_VALUE))) {
            all.forEachRemaining(arrival -> action.accept(ArrivalKey.parse(arrival.key.get()), arrival.value));
        }
    }

    @Override
    public void forgetBefore(GroupKey group, long logTime) {
        delete(arrivals, from(group, Long.MIN_VALUE), from(group, logTime));
    }

    /** No key of an arrival is as short, so none is equal to it. */
    private static Bytes from(GroupKey group, long logTime) {
        return Bytes.wrap(ArrivalKey.prefix(group, logTime));
    }

    @Override
    public Optional<GroupProgress> progress(GroupKey group) {
        return Optional.ofNullable(progress.get(key(group.toString()))).map(StateCodec::progress);
    }

    @Override
    public void putProgress(GroupKey group, GroupProgress value) {
        progress.put(key(group.toString()), StateCodec.toBytes(value));
    }

    @Override
    public RuleMemory memory(GroupKey group) {
        byte[] bytes = memories.get(key(group.toString()));
        return bytes == null ? RuleMemory.EMPTY : StateCodec.memory(bytes);
    }

    @Override
    public void putMemory(GroupKey group, RuleMemory memory) {
        memories.put(key(group.toString()), StateCodec.toBytes(memory));
    }

    @Override
    public Optional<DeltaState> deltas(GroupKey group, Labels series) {
        return Optional.ofNullable(deltas.get(seriesKey(group, series))).map(DeltaState::parse);
    }

    @Override
    public void putDeltas(GroupKey group, Labels series, Optional<DeltaState> state) {
        Bytes key = seriesKey(group, series);
        state.ifPresentOrElse(kept -> deltas.put(key, kept.toBytes()), () -> deltas.delete(key));
    }

    /** The group, and then the labels, each with a zero behind it. */
    private static Bytes seriesKey(GroupKey group, Labels series) {
        StringBuilder key = new StringBuilder(group.toString()).append('\0');
        for (Map.Entry<String, String> label : series.toMap().entrySet()) {
            key.append(label.getKey()).append('\0').append(label.getValue()).append('\0');
        }
        return key(key.toString());
    }

    @Override
    public OptionalLong considered() {
        Long time = times.get(CONSIDERED);
        return time == null ? OptionalLong.empty() : OptionalLong.of(time);
    }

    @Override
    public void putConsidered(long logTime) {
        times.put(CONSIDERED, logTime);
    }

    @Override
    public Set<GroupKey> groups() {
        Set<GroupKey> groups = new LinkedHashSet<>();
        try (KeyValueIterator<Bytes, byte[]> all = progress.all()) {
            all.forEachRemaining(entry -> groups.add(GroupKey.parse(new String(entry.key.get(), UTF_8))));
        }
        return groups;
    }

    @Override
    public void end(GroupKey group, long logTime) {
        forgetBefore(group, logTime);
        progress.delete(key(group.toString()));
        memories.delete(key(group.toString()));
        delete(deltas, key(group + "\0"), key(group + "\1"));
    }

    private static <V> void delete(KeyValueStore<Bytes, V> store, Bytes from, Bytes to) {
        List<Bytes> gone = new ArrayList<>();
        try (KeyValueIterator<Bytes, V> range = store.range(from, to)) {
            while (range.hasNext()) {
                KeyValue<Bytes, V> entry = range.next();
                gone.add(entry.key);
            }
        }
        gone.forEach(store::delete);
    }

    private static Bytes key(String text) {
        return Bytes.wrap(text.getBytes(UTF_8));
    }
}
