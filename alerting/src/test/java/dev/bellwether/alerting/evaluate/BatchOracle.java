package dev.bellwether.alerting.evaluate;

import dev.bellwether.alerting.rulebook.GroupKey;
import dev.bellwether.alerting.rulebook.LiveGroup;
import dev.bellwether.alerting.rulebook.Rulebook;
import dev.bellwether.promql.eval.Engine;
import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.rules.GroupEvaluator;
import dev.bellwether.promql.rules.GroupState;
import dev.bellwether.promql.rules.RuleQuery;
import dev.bellwether.promql.rules.RuleSample;
import dev.bellwether.promql.storage.InMemorySeries;
import dev.bellwether.promql.storage.Queryable;
import dev.bellwether.promql.storage.SeriesSamples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the rules of a book have to give: all slots one after the other, each over everything that was appended before it and the delay,
 * and over what groups recorded before. It keeps all samples for ever, and looks each of them through at every query.
 */
final class BatchOracle {

    /** A sample, and when rules may see it. */
    private record Stored(Labels labels, long time, double value, long visibleFrom, Optional<GroupKey> by) {}

    private final EvaluationConfig config;
    private final Rulebook book;
    private final List<Stored> all = new ArrayList<>();
    private final Map<GroupKey, GroupState> states = new TreeMap<>();

    BatchOracle(EvaluationConfig config, Rulebook book) {
        this.config = config;
        this.book = book;
    }

    void sample(Labels labels, long time, double value, long logTime) {
        all.add(new Stored(labels, time, value, logTime, Optional.empty()));
    }

    /** The state of every rule after each slot of the groups. */
    Map<Long, Map<GroupKey, GroupState>> run(long from, long to) {
        Map<Long, Map<GroupKey, GroupState>> results = new TreeMap<>();
        for (long slot = from + 1; slot <= to; slot++) {
            for (LiveGroup group : book.at(slot).groups()) {
                if (group.slotBefore(slot + 1) == slot) {
                    results.computeIfAbsent(slot, time -> new TreeMap<>()).put(group.key(), evaluate(group, slot));
                }
            }
        }
        return results;
    }

    private GroupState evaluate(LiveGroup group, long slot) {
        GroupState before = states.getOrDefault(group.key(), GroupState.initial(group.group()));
        Queryable visible = (matchers, from, to) -> select(group.key(), slot, matchers, from, to);
        RuleQuery query = RuleQuery.of(new Engine(config.rulebook().engineOptions()), visible);
        GroupState after = new GroupEvaluator(group.group(), config.environment())
                .evaluate(before, Instant.ofEpochMilli(slot), query, sample -> {
                    record(group.key(), sample, slot);
                    return Optional.empty();
                });
        states.put(group.key(), after);
        return after;
    }

    private void record(GroupKey group, RuleSample sample, long slot) {
        boolean written = all.stream()
                .anyMatch(stored -> stored.by().equals(Optional.of(group))
                        && stored.labels().equals(sample.labels())
                        && stored.time() == sample.point().time());
        if (!written) {
            all.add(new Stored(
                    sample.labels(), sample.point().time(), sample.point().value(), slot, Optional.of(group)));
        }
    }

    private List<SeriesSamples> select(GroupKey reader, long slot, List<LabelMatcher> matchers, long from, long to) {
        Map<Labels, TreeMap<Long, Double>> series = new TreeMap<>();
        for (Stored sample : all) {
            if (isVisible(sample, reader, slot)
                    && matchers.stream().allMatch(matcher -> matcher.matches(sample.labels()))) {
                // of two samples of one time the one with the larger bits, whichever came first
                series.computeIfAbsent(sample.labels(), labels -> new TreeMap<>())
                        .merge(
                                sample.time(),
                                sample.value(),
                                (a, b) -> Double.doubleToRawLongBits(a) >= Double.doubleToRawLongBits(b) ? a : b);
            }
        }
        List<SeriesSamples> samples = new ArrayList<>();
        series.forEach((labels, points) -> {
            SeriesSamples.Builder builder = SeriesSamples.builder(labels);
            points.forEach(builder::add);
            samples.add(builder.build());
        });
        return InMemorySeries.of(samples).select(matchers, from, to);
    }

    private boolean isVisible(Stored sample, GroupKey reader, long slot) {
        if (sample.by().isEmpty()) {
            return sample.visibleFrom() < slot + config.delay().toMillis();
        }
        return sample.by().get().equals(reader) || sample.visibleFrom() < slot;
    }
}
