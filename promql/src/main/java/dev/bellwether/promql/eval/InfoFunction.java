package dev.bellwether.promql.eval;

import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.syntax.MatrixSelector;
import dev.bellwether.promql.syntax.SubqueryExpr;
import dev.bellwether.promql.syntax.TimeShift;
import dev.bellwether.promql.syntax.VectorSelector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * {@code info}: gives series the labels of info series, such as {@code target_info}, that have the same {@code instance} and {@code job}.
 * Info series are looked up at the time at which the first selector of the argument looks.
 */
final class InfoFunction {

    private static final Set<String> IDENTIFYING = Set.of("instance", "job");

    private static final String DEFAULT_METRIC = "target_info";

    private final FunctionCall call;
    private final List<LabelMatcher> nameMatchers;
    private final List<LabelMatcher> labelMatchers;

    private InfoFunction(FunctionCall call) {
        this.call = call;
        List<LabelMatcher> matchers =
                call.arguments() > 1 ? ((VectorSelector) call.argument(1).unwrapped()).allMatchers() : List.of();
        this.labelMatchers = matchers.stream()
                .filter(matcher -> !matcher.name().equals(Labels.METRIC_NAME))
                .toList();
        List<LabelMatcher> names = matchers.stream()
                .filter(matcher -> matcher.name().equals(Labels.METRIC_NAME))
                .toList();
        this.nameMatchers = names.isEmpty() ? List.of(LabelMatcher.equal(Labels.METRIC_NAME, DEFAULT_METRIC)) : names;
    }

    static List<Column> apply(FunctionCall call) {
        return new InfoFunction(call).enriched();
    }

    private List<Column> enriched() {
        List<Column> base = call.vector(0);
        List<Column> info = infoSeries();
        Map<Key, Column> results = new LinkedHashMap<>();
        for (Column column : base) {
            boolean isInfo = nameMatchers.stream().allMatch(matcher -> matcher.matches(column.labels()));
            for (int step = 0; step < column.steps(); step++) {
                if (!column.has(step)) {
                    continue;
                }
                Optional<Labels> labels = isInfo ? Optional.of(column.labels()) : labels(column, info, step);
                if (labels.isPresent()) {
                    Column result = results.computeIfAbsent(
                            new Key(labels.get(), column.dropName()),
                            key -> new Column(
                                    key.labels(), key.dropName(), call.steps().count()));
                    if (result.has(step)) {
                        throw new EvaluationException("vector cannot contain metrics with the same labelset");
                    }
                    result.copy(step, column);
                }
            }
        }
        return new ArrayList<>(results.values());
    }

    private record Key(Labels labels, boolean dropName) {}

    private List<Column> infoSeries() {
        List<LabelMatcher> matchers =
                Stream.concat(nameMatchers.stream(), labelMatchers.stream()).toList();
        Steps steps = referenceSteps();
        List<Column> info = call.evaluator().selectors().infoAt(matchers, steps);
        for (Column column : info) {
            for (int step = 0; step < column.steps(); step++) {
                if (column.histogram(step) != null) {
                    throw new EvaluationException("this should be an info metric, with float samples: "
                            + column.labels().metricName());
                }
            }
        }
        return info;
    }

    /** Times at which the first selector of the base looks. */
    private Steps referenceSteps() {
        Steps steps = call.steps();
        long first = reference(call.argument(0), steps.first()).orElse(steps.first());
        if (steps.count() == 1) {
            return Steps.single(first);
        }
        long second = reference(call.argument(0), steps.time(1)).orElse(steps.time(1));
        return new Steps(first, second - first, steps.count());
    }

    private Optional<Long> reference(Expr expression, long time) {
        if (expression instanceof VectorSelector selector) {
            return Optional.of(at(selector.shift(), time));
        }
        if (expression instanceof MatrixSelector matrix) {
            return Optional.of(at(matrix.selector().shift(), time));
        }
        long inner = expression instanceof SubqueryExpr subquery ? at(subquery.shift(), time) : time;
        return expression.children().stream()
                .map(child -> reference(child, inner))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private long at(TimeShift shift, long time) {
        return TimeReference.of(shift, call.evaluation()).at(time);
    }

    /** The labels with those of all matching info series; empty if they lack one that is asked for. */
    private Optional<Labels> labels(Column base, List<Column> info, int step) {
        Map<String, String> added = new TreeMap<>();
        Set<String> wanted = new HashSet<>();
        labelMatchers.forEach(matcher -> wanted.add(matcher.name()));
        boolean found = false;
        if (IDENTIFYING.stream().anyMatch(base.labels()::has)) {
            for (Column candidate : newestOfEach(base, info, step)) {
                found = true;
                add(candidate.labels(), base.labels(), wanted, added);
            }
        }
        boolean required = labelMatchers.stream().anyMatch(matcher -> !matcher.matchesEmpty());
        if (!found && required) {
            return Optional.empty();
        }
        Map<String, String> labels = base.labels().toMap();
        added.forEach(labels::putIfAbsent);
        return Optional.of(Labels.of(labels));
    }

    /** For each name of an info metric the series with the newest sample. */
    private List<Column> newestOfEach(Column base, List<Column> info, int step) {
        Map<String, Column> newest = new LinkedHashMap<>();
        for (Column candidate : info) {
            if (candidate.has(step) && isSame(base.labels(), candidate.labels())) {
                newest.merge(
                        candidate.labels().metricName(), candidate, (a, b) -> b.value(step) >= a.value(step) ? b : a);
            }
        }
        return List.copyOf(newest.values());
    }

    private static boolean isSame(Labels base, Labels info) {
        return IDENTIFYING.stream().allMatch(name -> base.get(name).equals(info.get(name)));
    }

    private static void add(Labels info, Labels base, Set<String> wanted, Map<String, String> added) {
        for (int i = 0; i < info.size(); i++) {
            String name = info.name(i);
            boolean data = !name.equals(Labels.METRIC_NAME)
                    && !IDENTIFYING.contains(name)
                    && (wanted.isEmpty() || wanted.contains(name))
                    && !base.has(name);
            if (data) {
                String other = added.put(name, info.value(i));
                if (other != null && !other.equals(info.value(i))) {
                    throw new EvaluationException("conflicting label: " + name);
                }
            }
        }
    }
}
