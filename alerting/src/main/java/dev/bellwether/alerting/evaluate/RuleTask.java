package dev.bellwether.alerting.evaluate;

import dev.bellwether.alerting.evaluate.GroupRun.Evaluated;
import dev.bellwether.alerting.rulebook.GroupKey;
import dev.bellwether.alerting.rulebook.LiveGroup;
import dev.bellwether.alerting.rulebook.Rulebook;
import dev.bellwether.alerting.rulebook.RulesInForce;
import dev.bellwether.facts.SampleBatch;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The groups of one partition. Begins them when their rules take effect, evaluates what is due, and ends them. */
final class RuleTask {

    private final EvaluationConfig config;
    private final GroupStore store;
    private final Predicate<GroupKey> owned;
    private final Map<GroupKey, GroupRun> runs = new TreeMap<>();

    RuleTask(EvaluationConfig config, GroupStore store, Predicate<GroupKey> owned) {
        this.config = config;
        this.store = store;
        this.owned = owned;
        store.groups().forEach(group -> runs.put(group, GroupRun.open(group, GroupProgress.NEVER, config, store)));
    }

    /** What an evaluation has to tell. */
    @FunctionalInterface
    interface Listener {

        void evaluated(GroupKey group, Evaluated evaluated);
    }

    /** Whether a batch is for a group that is here; it is kept then. */
    boolean arrive(GroupKey group, SampleBatch batch, Rulebook book) {
        GroupRun run = runs.get(group);
        if (run == null) {
            // it may come before the clock does that lets the group begin
            OptionalLong since = since(group, batch, book);
            if (since.isEmpty() || !owned.test(group)) {
                return false;
            }
            run = open(group, since.getAsLong());
        }
        run.arrive(batch);
        return true;
    }

    private static OptionalLong since(GroupKey group, SampleBatch batch, Rulebook book) {
        return book.at(batch.getLogTime().toEpochMilli())
                .group(group)
                .map(live -> OptionalLong.of(live.since()))
                .orElse(OptionalLong.empty());
    }

    /**
     * Evaluates what is due, in the order of slots.
     *
     * @param clock everything that was appended before this log time has come
     * @param most evaluations at a time
     * @return whether there may be more
     */
    boolean evaluate(long clock, Rulebook book, int most, Listener listener) {
        begin(clock, book);
        int left = most;
        boolean any = true;
        while (any && left > 0) {
            any = false;
            for (GroupRun run : runs.values().toArray(GroupRun[]::new)) {
                if (left > 0 && step(run, clock, book, listener)) {
                    left--;
                    any = true;
                }
            }
        }
        return any;
    }

    private void begin(long clock, Rulebook book) {
        long from = store.considered().orElse(clock);
        if (from == clock && store.considered().isPresent()) {
            return;
        }
        for (RulesInForce rules : book.between(from, clock)) {
            for (LiveGroup group : rules.groups()) {
                if (!runs.containsKey(group.key()) && owned.test(group.key())) {
                    open(group.key(), Math.max(group.since(), from));
                }
            }
        }
        store.putConsidered(clock);
    }

    private GroupRun open(GroupKey group, long from) {
        GroupRun run = GroupRun.open(group, from - 1, config, store);
        runs.put(group, run);
        return run;
    }

    private boolean step(GroupRun run, long clock, Rulebook book, Listener listener) {
        OptionalLong slot = run.nextSlot(book);
        if (slot.isEmpty()) {
            RulesInForce after = book.at(run.lastSlot() + 1);
            long end = Math.max(after.from(), run.lastSlot() + 1);
            if (clock < end + config.remoteWriteDelay().toMillis()) {
                return false;
            }
            runs.remove(run.key());
            listener.evaluated(run.key(), run.end(end, book.at(end - 1)));
            return true;
        }
        if (!run.isDue(slot.getAsLong(), clock, book)) {
            return false;
        }
        RulesInForce rules = book.at(slot.getAsLong());
        LiveGroup group = rules.group(run.key()).orElseThrow();
        listener.evaluated(run.key(), run.evaluate(slot.getAsLong(), group, rules));
        return true;
    }

    /** Samples that all groups hold. */
    long samples() {
        return runs.values().stream().mapToLong(GroupRun::samples).sum();
    }

    /** Number of groups. */
    int groups() {
        return runs.size();
    }

    /** The slot that the slowest group has come to; the clock where there is none. */
    long reached(long clock) {
        return runs.values().stream().mapToLong(GroupRun::lastSlot).min().orElse(clock);
    }
}
