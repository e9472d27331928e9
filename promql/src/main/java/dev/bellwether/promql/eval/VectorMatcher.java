package dev.bellwether.promql.eval;

import dev.bellwether.promql.eval.Operations.Outcome;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.BinaryExpr;
import dev.bellwether.promql.syntax.VectorMatching;
import dev.bellwether.promql.syntax.VectorMatching.Cardinality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Matches the series of two vectors and applies an operator to each pair. The "many" side is the left one unless {@code group_right} says
 * otherwise; the other has at most one series for each signature at a time.
 */
final class VectorMatcher {

    private final BinaryExpr binary;
    private final VectorMatching matching;
    private final Operations operations;
    private final Evaluation evaluation;
    private final Signatures signatures;
    private final boolean swapped;
    private final Map<ResultKey, Column> results = new LinkedHashMap<>();
    private final Map<Pair, Labels> resultLabels = new HashMap<>();

    private record ResultKey(Labels labels, boolean dropName) {}

    private record Pair(Labels many, Labels one) {}

    /** A series, what it is matched by, and where it stands. */
    private record Side(Column column, Labels signature) {}

    VectorMatcher(BinaryExpr binary, Operations operations, Evaluation evaluation) {
        this.binary = binary;
        this.matching = binary.matching();
        this.operations = operations;
        this.evaluation = evaluation;
        this.signatures = new Signatures(matching);
        this.swapped = matching.cardinality() == Cardinality.ONE_TO_MANY;
    }

    List<Column> match(List<Column> left, List<Column> right, Steps steps) {
        List<Side> many = sides(swapped ? right : left);
        List<Side> one = sides(swapped ? left : right);
        for (int step = 0; step < steps.count(); step++) {
            matchStep(many, one, step, steps.count());
        }
        return new ArrayList<>(results.values());
    }

    private List<Side> sides(List<Column> columns) {
        return columns.stream()
                .map(column -> new Side(column, signatures.of(column.labels())))
                .toList();
    }

    private void matchStep(List<Side> many, List<Side> one, int step, int steps) {
        boolean anyMany = many.stream().anyMatch(side -> side.column().has(step));
        boolean anyOne = one.stream().anyMatch(side -> side.column().has(step));
        if (!anyMany && !anyOne || !(anyMany && anyOne) && matching.fill().isEmpty()) {
            return;
        }
        Map<Labels, Column> ones = ones(one, step);
        Map<Labels, Set<Labels>> matched = new HashMap<>();
        OptionalDouble fillOne = matching.fill().right();
        for (Side side : many) {
            evaluation.worked(1);
            if (!side.column().has(step)) {
                continue;
            }
            Column partner = ones.get(side.signature());
            if (partner != null) {
                Match match = new Match(side, step, partner.labels(), sample(partner, step));
                pair(match, matched, step, steps);
            } else if (fillOne.isPresent()) {
                Match match = new Match(side, step, side.signature(), Sample.of(fillOne.getAsDouble()));
                pair(match, matched, step, steps);
            }
        }
        matching.fill().left().ifPresent(value -> fillMany(value, one, matched, step, steps));
    }

    /** Pairs those of the side of one that found no partner with a value. */
    private void fillMany(double value, List<Side> one, Map<Labels, Set<Labels>> matched, int step, int steps) {
        for (Side side : one) {
            evaluation.worked(1);
            if (side.column().has(step) && !matched.containsKey(side.signature())) {
                Match match = new Match(
                        side.signature(),
                        false,
                        Sample.of(value),
                        side.column().labels(),
                        sample(side.column(), step),
                        side.signature());
                pair(match, matched, step, steps);
            }
        }
    }

    private static Sample sample(Column column, int step) {
        return new Sample(column.value(step), column.histogram(step));
    }

    private Map<Labels, Column> ones(List<Side> sides, int step) {
        Map<Labels, Column> ones = new HashMap<>();
        for (Side side : sides) {
            evaluation.worked(1);
            if (side.column().has(step)) {
                Column other = ones.put(side.signature(), side.column());
                if (other != null) {
                    throw new EvaluationException("found duplicate series for the match group " + side.signature()
                            + " on the " + (swapped ? "left" : "right") + " hand-side of the operation: ["
                            + other.labels() + ", " + side.column().labels()
                            + "];many-to-many matching not allowed: matching labels must be unique on one side");
                }
            }
        }
        return ones;
    }

    /** Two samples that belong together. */
    private record Match(
            Labels manyLabels, boolean dropName, Sample many, Labels oneLabels, Sample one, Labels signature) {

        Match(Side many, int step, Labels oneLabels, Sample one) {
            this(
                    many.column().labels(),
                    many.column().dropName(),
                    VectorMatcher.sample(many.column(), step),
                    oneLabels,
                    one,
                    many.signature());
        }
    }

    private void pair(Match match, Map<Labels, Set<Labels>> matched, int step, int steps) {
        Sample left = swapped ? match.one() : match.many();
        Sample right = swapped ? match.many() : match.one();
        Outcome outcome = operations.apply(left, right);
        if (outcome == null) {
            return;
        }
        Labels labels = resultLabels.computeIfAbsent(
                new Pair(match.manyLabels(), match.oneLabels()), pair -> resultLabels(pair.many(), pair.one()));
        Set<Labels> before = matched.computeIfAbsent(match.signature(), signature -> new HashSet<>());
        if (matching.cardinality() == Cardinality.ONE_TO_ONE && !before.isEmpty()) {
            throw new EvaluationException(
                    "multiple matches for labels: many-to-one matching must be explicit" + " (group_left/group_right)");
        }
        if (!before.add(labels)) {
            throw new EvaluationException("multiple matches for labels: grouping labels must ensure unique matches");
        }
        Sample sample = result(outcome);
        if (sample != null) {
            boolean dropName = evaluation.delaysNameRemoval()
                    && (binary.returnBool() || match.dropName() && !operations.changesMeaning());
            results.computeIfAbsent(
                            new ResultKey(labels, dropName),
                            key -> evaluation.column(key.labels(), key.dropName(), steps))
                    .set(step, sample);
        }
    }

    private @Nullable Sample result(Outcome outcome) {
        if (binary.returnBool()) {
            return Sample.of(outcome.keep() ? 1 : 0);
        }
        return outcome.keep() ? outcome.sample() : null;
    }

    private Labels resultLabels(Labels many, Labels one) {
        boolean loses = operations.changesMeaning() || !evaluation.delaysNameRemoval() && binary.returnBool();
        Labels labels = loses ? many.dropMetadata() : many;
        if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
            Set<String> names = new HashSet<>(matching.labels());
            labels = matching.on() ? labels.keep(names) : labels.drop(names);
        }
        for (String name : matching.include()) {
            labels = labels.with(name, one.get(name));
        }
        return labels;
    }
}
