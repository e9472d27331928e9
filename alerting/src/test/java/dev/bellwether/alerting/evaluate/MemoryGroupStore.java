package dev.bellwether.alerting.evaluate;

import dev.bellwether.alerting.rulebook.GroupKey;
import dev.bellwether.facts.SampleBatch;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.telemetry.prometheus.DeltaState;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** A store in memory, which keeps states as the bytes that a store of Kafka Streams would hold. */
final class MemoryGroupStore implements GroupStore {

    private final NavigableMap<ArrivalKey, SampleBatch> arrivals = new TreeMap<>();
    private final Map<GroupKey, byte[]> progress = new TreeMap<>();
    private final Map<GroupKey, byte[]> memories = new TreeMap<>();
    private final Map<GroupKey, Map<Labels, DeltaState>> deltas = new HashMap<>();
    private OptionalLong considered = OptionalLong.empty();

    @Override
    public void put(ArrivalKey key, SampleBatch batch) {
        arrivals.put(ArrivalKey.parse(key.toBytes()), batch);
    }

    @Override
    public void forEach(GroupKey group, BiConsumer<ArrivalKey, SampleBatch> action) {
        arrivals.forEach((key, batch) -> {
            if (key.group().equals(group)) {
                action.accept(key, batch);
            }
        });
    }

    @Override
    public void forgetBefore(GroupKey group, long logTime) {
        arrivals.keySet().removeIf(key -> key.group().equals(group) && key.logTime() < logTime);
    }

    @Override
    public Optional<GroupProgress> progress(GroupKey group) {
        return Optional.ofNullable(progress.get(group)).map(StateCodec::progress);
    }

    @Override
    public void putProgress(GroupKey group, GroupProgress value) {
        progress.put(group, StateCodec.toBytes(value));
    }

    @Override
    public RuleMemory memory(GroupKey group) {
        return Optional.ofNullable(memories.get(group)).map(StateCodec::memory).orElse(RuleMemory.EMPTY);
    }

    @Override
    public void putMemory(GroupKey group, RuleMemory memory) {
        memories.put(group, StateCodec.toBytes(memory));
    }

    @Override
    public Optional<DeltaState> deltas(GroupKey group, Labels series) {
        return Optional.ofNullable(deltas.getOrDefault(group, Map.of()).get(series));
    }

    @Override
    public void putDeltas(GroupKey group, Labels series, Optional<DeltaState> state) {
        Map<Labels, DeltaState> ofGroup = deltas.computeIfAbsent(group, key -> new HashMap<>());
        state.ifPresentOrElse(kept -> ofGroup.put(series, kept), () -> ofGroup.remove(series));
    }

    @Override
    public OptionalLong considered() {
        return considered;
    }

    @Override
    public void putConsidered(long logTime) {
        considered = OptionalLong.of(logTime);
    }

    @Override
    public Set<GroupKey> groups() {
        return new TreeSet<>(progress.keySet());
    }

    @Override
    public void end(GroupKey group, long logTime) {
        forgetBefore(group, logTime);
        progress.remove(group);
        memories.remove(group);
        deltas.remove(group);
    }
}
