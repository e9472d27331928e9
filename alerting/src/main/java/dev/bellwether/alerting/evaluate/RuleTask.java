package dev.bellwether.alerting.evaluate;

import dev.bellwether.alerting.evaluate.GroupRun.Evaluated;
import dev.bellwether.alerting.rulebook.GroupKey;
import dev.bellwether.alerting.rulebook.LiveGroup;
import dev.bellwether.alerting.rulebook.Rulebook;
import dev.bellwether.alerting.rulebook.RulesInForce;
import dev.bellwether.facts.SampleBatch;
import java.util.Comparator;
import java.util.List;
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

    /** Whether a batch is for a group that is here, or will be; it is kept then. */
    boolean arrive(GroupKey group, SampleBatch batch, Rulebook book) {
        GroupRun run = runs.get(group);
        if (run != null) {
            run.arrive(batch);
            return true;
        }
        // the clock that lets the group begin may be behind what comes for it
        long logTime = batch.getLogTime().toEpochMilli();
        long from = Math.min(store.considered().orElse(logTime), logTime);
        boolean begins = book.between(from, logTime).stream()
                .anyMatch(rules -> rules.group(group).isPresent());
        if (begins && owned.test(group)) {
            store.put(ArrivalKey.of(group, batch), batch);
            return true;
        }
        return false;
    }

    /**
     * Evaluates what is due, the groups that are furthest behind first; each group in the order of its slots.
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
            for (GroupRun run : bySlot()) {
                if (left > 0 && step(run, clock, book, listener)) {
                    left--;
                    any = true;
                }
            }
        }
        return any;
    }

    /** Those that are furthest behind first. */
    private List<GroupRun> bySlot() {
        return runs.values().stream()
                .sorted(Comparator.comparingLong(GroupRun::lastSlot))
                .toList();
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
            long end = end(run, book);
            if (clock < end + config.remoteWriteDelay().toMillis()) {
                return false;
            }
            runs.remove(run.key());
            listener.evaluated(run.key(), run.end(end, book.at(end - 1)));
            comeBack(run.key(), end, clock, book);
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

    /** The log time from which on a group is no more. */
    private static long end(GroupRun run, Rulebook book) {
        long after = run.lastSlot() + 1;
        return book.between(after, Long.MAX_VALUE).stream()
                .filter(rules -> rules.group(run.key()).isEmpty())
                .mapToLong(rules -> Math.max(rules.from(), after))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(run.key() + " does not end"));
    }

    /** A group that was removed may be there again by the time that its end is seen. */
    private void comeBack(GroupKey group, long end, long clock, Rulebook book) {
        book.between(end, clock).stream()
                .filter(rules -> rules.group(group).isPresent())
                .findFirst()
                .ifPresent(rules -> open(group, rules.from()));
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
