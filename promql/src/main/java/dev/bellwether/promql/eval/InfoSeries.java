package dev.bellwether.promql.eval;

import dev.bellwether.promql.labels.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Info series, found by the labels that say of which target they speak. Their values are the times of their samples, in seconds. */
final class InfoSeries {

    static final Set<String> IDENTIFYING = Set.of("instance", "job");

    /** An info series and its target. */
    private record Info(Column column, Labels target) {}

    private record Key(Labels target, String metric) {}

    private final List<Info> all = new ArrayList<>();
    private final Evaluation evaluation;

    /**
     * Those of the candidates that may speak of one of the targets.
     *
     * @param targets identifying labels of the series that are to be enriched
     */
    InfoSeries(List<Column> candidates, Collection<Labels> targets, Evaluation evaluation) {
        this.evaluation = evaluation;
        Map<String, Set<String>> values = new HashMap<>();
        for (Labels target : targets) {
            for (int i = 0; i < target.size(); i++) {
                values.computeIfAbsent(target.name(i), name -> new HashSet<>()).add(target.value(i));
            }
        }
        for (Column candidate : candidates) {
            evaluation.worked(1);
            if (!values.isEmpty() && hasOneOfEach(candidate.labels(), values)) {
                all.add(new Info(candidate, targetOf(candidate)));
            }
        }
    }

    private static boolean hasOneOfEach(Labels labels, Map<String, Set<String>> values) {
        return values.entrySet().stream().allMatch(label -> label.getValue().contains(labels.get(label.getKey())));
    }

    /** What identifies the target of a series; no labels if nothing does. */
    static Labels targetOf(Column column) {
        return column.labels().keep(IDENTIFYING);
    }

    /**
     * For each target and each name of an info metric the series with the newest sample.
     *
     * @throws EvaluationException if two of them are equally new, or one holds histograms
     */
    Map<Labels, List<Column>> newestAt(int step) {
        Map<Key, Column> newest = new LinkedHashMap<>();
        for (Info info : all) {
            evaluation.worked(1);
            if (info.column().has(step)) {
                Key key = new Key(info.target(), info.column().labels().metricName());
                newest.merge(key, requireFloat(info.column(), step), (a, b) -> newer(a, b, step));
            }
        }
        Map<Labels, List<Column>> byTarget = new HashMap<>();
        newest.forEach((key, column) -> byTarget.computeIfAbsent(key.target(), target -> new ArrayList<>())
                .add(column));
        return byTarget;
    }

    private static Column requireFloat(Column info, int step) {
        if (info.histogram(step) != null) {
            throw new EvaluationException("this should be an info metric, with float samples: "
                    + info.labels().metricName());
        }
        return info;
    }

    private static Column newer(Column a, Column b, int step) {
        if (a.value(step) == b.value(step)) {
            throw new EvaluationException("found duplicate series for info metric: " + a.labels() + " and " + b.labels()
                    + ", both at " + Math.round(a.value(step) * 1000) + " ms");
        }
        return a.value(step) > b.value(step) ? a : b;
    }
}
