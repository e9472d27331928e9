package dev.bellwether.alerting.evaluate;

import dev.bellwether.alerting.rulebook.GroupKey;
import dev.bellwether.alerting.rulebook.LiveGroup;
import dev.bellwether.alerting.rulebook.Rulebook;
import dev.bellwether.alerting.rulebook.RulesInForce;
import dev.bellwether.facts.SampleBatch;
import dev.bellwether.facts.SampledSeries;
import dev.bellwether.promql.eval.Engine;
import dev.bellwether.promql.eval.EvaluationException;
import dev.bellwether.promql.eval.QueryValue.Point;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.rules.GroupEvaluator;
import dev.bellwether.promql.rules.GroupState;
import dev.bellwether.promql.rules.Rule;
import dev.bellwether.promql.rules.RuleQuery;
import dev.bellwether.promql.rules.RuleSample;
import dev.bellwether.promql.storage.StaleMarker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A group of rules on its way through log time: the samples that came for it, and what its rules carry from slot to slot. What it holds in
 * memory is a function of what is in its store.
 *
 * <p>A slot T sees what was appended anywhere before T and the delay, and what other groups have recorded for slots before T. So its result
 * depends on the log alone.
 */
final class GroupRun {

    private static final long REFRESH_MILLIS = 60_000;

    private final GroupKey key;
    private final EvaluationConfig config;
    private final GroupStore store;
    private final Engine engine;
    private final Samples samples;

    /** What came, and no slot has seen yet. */
    private final NavigableMap<ArrivalKey, SampleBatch> pending = new TreeMap<>();

    private GroupProgress progress;
    private RuleMemory memory;

    private GroupRun(GroupKey key, EvaluationConfig config, GroupStore store, GroupProgress progress) {
        this.key = key;
        this.config = config;
        this.store = store;
        this.engine = new Engine(config.rulebook().engineOptions());
        this.samples = new Samples(key, config, store);
        this.progress = progress;
        this.memory = store.memory(key);
    }

    /** A group that begins, or one that goes on from where its store says. */
    static GroupRun open(GroupKey key, long startingAfter, EvaluationConfig config, GroupStore store) {
        GroupProgress known = store.progress(key).orElse(GroupProgress.startingAfter(startingAfter));
        GroupRun run = new GroupRun(key, config, store, known);
        store.forEach(key, run::restore);
        store.putProgress(key, run.progress);
        return run;
    }

    private void restore(ArrivalKey arrival, SampleBatch batch) {
        boolean seen = isRecorded(arrival)
                ? arrival.source().equals(key.toString()) || arrival.logTime() < progress.lastSlot()
                : arrival.logTime() < progress.seenBefore();
        if (seen) {
            samples.restore(batch, progress.forgottenBefore());
        } else {
            pending.put(arrival, batch);
            note(arrival);
        }
    }

    private void note(ArrivalKey arrival) {
        if (isRecorded(arrival)) {
            progress = progress.recorded(GroupKey.parse(arrival.source()), arrival.logTime());
        }
    }

    private static boolean isRecorded(ArrivalKey arrival) {
        return arrival.partition() < 0;
    }

    GroupKey key() {
        return key;
    }

    long lastSlot() {
        return progress.lastSlot();
    }

    /** Number of samples held. */
    long samples() {
        return samples.series().samples();
    }

    int series() {
        return samples.series().series();
    }

    /** A batch came. */
    void arrive(SampleBatch batch) {
        ArrivalKey arrival = ArrivalKey.of(key, batch);
        store.put(arrival, batch);
        pending.put(arrival, batch);
        if (isRecorded(arrival)) {
            note(arrival);
            store.putProgress(key, progress);
        }
    }

    /**
     * The next time at which it is evaluated.
     *
     * @return empty where the group is no more by then
     */
    OptionalLong nextSlot(Rulebook book) {
        long after = progress.lastSlot();
        while (true) {
            Optional<LiveGroup> group = book.at(after + 1).group(key);
            if (group.isEmpty()) {
                return OptionalLong.empty();
            }
            long slot = group.get().slotAfter(after);
            RulesInForce rules = book.at(after + 1);
            if (rules.covers(slot)) {
                return OptionalLong.of(slot);
            }
            after = rules.to() - 1; // another version is in force before it would have come to that
        }
    }

    /**
     * Whether everything is there that a slot sees.
     *
     * @param clock everything that was appended before this log time has come
     */
    boolean isDue(long slot, long clock, Rulebook book) {
        if (clock < slot + config.delay().toMillis() || clock < slot + delay(slot)) {
            return false;
        }
        // also those that have ended since the last slot
        return book.between(progress.lastSlot(), slot).stream()
                .flatMap(rules -> rules.writersFor(key).stream())
                .distinct()
                .allMatch(writer -> hasTold(writer, slot, book));
    }

    /** What another group recorded for the slots before comes in their order, and for each of them, be there anything or not. */
    private boolean hasTold(GroupKey writer, long slot, Rulebook book) {
        OptionalLong needed = book.slotBefore(writer, slot, progress.startedAfter());
        return needed.isEmpty()
                || !book.at(needed.getAsLong()).readersOf(writer).contains(key)
                || progress.recordedTo(writer) >= needed.getAsLong();
    }

    /** What a slot has to tell. */
    record Evaluated(long slot, boolean warming, List<RuleNews> rules, Map<GroupKey, SampleBatch> recorded) {}

    /** What became of a rule in a slot. */
    record RuleNews(String rule, String expression, Optional<String> failure, List<AlertNews> alerts) {}

    /** Evaluates all rules at a slot that is due. */
    Evaluated evaluate(long slot, LiveGroup group, RulesInForce rules) {
        boolean refresh = refreshes(slot);
        long reach = group.reach().toMillis();
        samples.series().forgetBefore(slot - reach);
        progress = progress.forgotten(slot - reach);
        look(slot, reach);
        store.forgetBefore(key, slot - reach - config.clockAhead().toMillis());
        RuleMemory.Carried carried = memory.carriedTo(group.group());
        Recording recording = new Recording(key, rules.index(), samples.series());
        Instant time = Instant.ofEpochMilli(slot);
        GroupState after = new GroupEvaluator(group.group(), config.environment())
                .evaluate(carried.state(), time, query(slot), recording);
        // where a rule writes the series still, the marker is refused, and that is right
        long written = slot - offset(group).toMillis();
        carried.abandoned().forEach(labels -> recording.write(new RuleSample(labels, stale(written))));
        List<RuleNews> news = news(group, carried, after, refresh);
        RuleMemory next = RuleMemory.of(group.group(), after);
        if (!next.equals(memory)) {
            memory = next;
            store.putMemory(key, memory);
        }
        store.putProgress(key, progress);
        return new Evaluated(slot, group.isWarmingAt(slot), news, recorded(slot, recording, rules));
    }

    /** Puts in what the slot sees, in the order of arrival. */
    private void look(long slot, long reachMillis) {
        // never less than a slot before has seen: the delay may be shorter again
        long before = Math.max(progress.seenBefore(), slot + delay(slot));
        List<ArrivalKey> seen = new ArrayList<>();
        for (Map.Entry<ArrivalKey, SampleBatch> arrival :
                pending.headMap(first(before), false).entrySet()) {
            ArrivalKey from = arrival.getKey();
            if (!isRecorded(from) || from.logTime() < slot) {
                progress = samples.add(from, arrival.getValue(), reachMillis, progress);
                progress = isRemoteWrite(from) ? progress.remoteWrite(from.logTime()) : progress;
                seen.add(from);
            }
        }
        seen.forEach(pending::remove);
        progress = progress.evaluated(slot, before);
    }

    /** No arrival of an earlier log time is behind it. */
    private ArrivalKey first(long logTime) {
        return new ArrivalKey(key, logTime, "", Integer.MIN_VALUE, Long.MIN_VALUE);
    }

    private boolean isRemoteWrite(ArrivalKey arrival) {
        return arrival.source().equals(config.remoteWriteTopic());
    }

    /** How long a slot waits: as its arrivals say, up to the time that every slot waits for, so that no replay finds otherwise. */
    private long delay(long slot) {
        long remembered = slot - EvaluationConfig.REMOTE_WRITE_REMEMBERED.toMillis();
        long shortest = config.delay().toMillis();
        boolean waits = progress.remoteWriteSeen() > remembered
                || pending.headMap(first(slot + shortest), false).keySet().stream()
                        .anyMatch(arrival -> isRemoteWrite(arrival) && arrival.logTime() > remembered);
        return waits ? config.remoteWriteDelay().toMillis() : shortest;
    }

    private RuleQuery query(long slot) {
        if (slot < progress.incompleteUntil()) {
            return (expression, time) -> {
                throw new EvaluationException("the group needs more than " + config.maxSamples()
                        + " samples (alerting.rules.max-samples); name fewer series, or shorter ranges");
            };
        }
        return RuleQuery.of(engine, samples.series());
    }

    private Duration offset(LiveGroup group) {
        return group.group().queryOffset().orElse(config.environment().queryOffset());
    }

    private static Point stale(long slot) {
        return new Point(slot, StaleMarker.VALUE, Optional.empty());
    }

    private boolean refreshes(long slot) {
        return Math.floorDiv(slot, REFRESH_MILLIS) != Math.floorDiv(progress.lastSlot(), REFRESH_MILLIS);
    }

    private static List<RuleNews> news(LiveGroup group, RuleMemory.Carried carried, GroupState after, boolean refresh) {
        List<RuleNews> news = new ArrayList<>();
        for (int i = 0; i < group.group().rules().size(); i++) {
            Rule rule = group.group().rules().get(i);
            news.add(new RuleNews(
                    rule.name(),
                    rule.expression().toString(),
                    after.rules().get(i).failure(),
                    AlertNews.between(
                            carried.state().rules().get(i), after.rules().get(i), refresh)));
        }
        carried.dropped().forEach(rule -> news.add(cleared(rule)));
        return news;
    }

    private static RuleNews cleared(RuleMemory.Kept rule) {
        return new RuleNews(rule.name(), "", Optional.empty(), AlertNews.cleared(rule.state()));
    }

    private Map<GroupKey, SampleBatch> recorded(long slot, Recording recording, RulesInForce rules) {
        Map<GroupKey, SampleBatch> batches = new TreeMap<>();
        rules.readersOf(key).forEach(reader -> batches.put(reader, batch(slot, recording.of(reader))));
        List<SampledSeries> own = recording.of(key);
        if (!own.isEmpty()) {
            SampleBatch batch = batch(slot, own);
            store.put(ArrivalKey.of(key, batch), batch);
        }
        return batches;
    }

    private SampleBatch batch(long slot, List<SampledSeries> series) {
        return SampleBatch.newBuilder()
                .setRecordedBy(key.toString())
                .setLogTime(Instant.ofEpochMilli(slot))
                .setSeries(series)
                .build();
    }

    /** The group is no more: what is left of its alerts, and the ends of what it has recorded. */
    Evaluated end(long time, RulesInForce last) {
        Recording recording = new Recording(key, last.index(), samples.series());
        memory.rules().stream()
                .flatMap(rule -> rule.state().written().stream())
                .forEach((Labels labels) -> recording.write(new RuleSample(labels, stale(time))));
        Map<GroupKey, SampleBatch> batches = new TreeMap<>();
        last.readersOf(key).forEach(reader -> batches.put(reader, batch(time, recording.of(reader))));
        List<RuleNews> news = memory.rules().stream().map(GroupRun::cleared).toList();
        store.end(key, time);
        return new Evaluated(time, false, news, batches);
    }
}
