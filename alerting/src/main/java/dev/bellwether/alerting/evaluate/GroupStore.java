package dev.bellwether.alerting.evaluate;

import dev.bellwether.alerting.rulebook.GroupKey;
import dev.bellwether.facts.SampleBatch;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.telemetry.prometheus.DeltaState;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;

/** What survives a restart of a group: the batches that came, as long as its rules may look at them, and where it stands. */
interface GroupStore {

    /** Keeps a batch, in the place of one with that key. */
    void put(ArrivalKey key, SampleBatch batch);

    /** All batches of a group, in the order of their keys. */
    void forEach(GroupKey group, BiConsumer<ArrivalKey, SampleBatch> action);

    /** Forgets the batches of a group that are before a log time. */
    void forgetBefore(GroupKey group, long logTime);

    /** Where a group stands; empty before its first slot. */
    Optional<GroupProgress> progress(GroupKey group);

    void putProgress(GroupKey group, GroupProgress progress);

    /** What its rules carry from slot to slot. */
    RuleMemory memory(GroupKey group);

    void putMemory(GroupKey group, RuleMemory memory);

    /** Where a series of deltas stands. */
    Optional<DeltaState> deltas(GroupKey group, Labels series);

    /** @param state empty where the series has ended */
    void putDeltas(GroupKey group, Labels series, Optional<DeltaState> state);

    /** Up to which log time changes of rules were looked at; empty at first. */
    OptionalLong considered();

    void putConsidered(long logTime);

    /** The groups that it knows. */
    Set<GroupKey> groups();

    /** Forgets where a group stands, and the batches of it that are before a log time: what is behind that is for one that begins anew. */
    void end(GroupKey group, long logTime);
}
