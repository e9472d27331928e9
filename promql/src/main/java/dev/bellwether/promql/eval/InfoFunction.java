package dev.bellwether.promql.eval;

import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.labels.LabelMatcher.Type;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.syntax.MatrixSelector;
import dev.bellwether.promql.syntax.SubqueryExpr;
import dev.bellwether.promql.syntax.TimeShift;
import dev.bellwether.promql.syntax.VectorSelector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code info}: gives series the labels of info series, such as {@code target_info}, that have the same {@code instance} and {@code job}.
 * Info series are looked up at the time at which the first selector of the argument looks.
 */
final class InfoFunction {

    private static final LabelMatcher DEFAULT_METRIC = LabelMatcher.equal(Labels.METRIC_NAME, "target_info");

    /** Where only is said which metrics are not meant. */
    private static final LabelMatcher ANY_INFO = LabelMatcher.of(Type.REGEX, Labels.METRIC_NAME, ".+_info");

    private final FunctionCall call;
    private final List<LabelMatcher> nameMatchers;
    private final List<LabelMatcher> labelMatchers;
    private final Set<String> wanted;
    private final Map<Enrichment, Optional<Labels>> enriched = new HashMap<>();
    private final Map<ResultKey, Column> results = new LinkedHashMap<>();

    private record Base(Column column, Labels target, boolean isInfo) {}

    /** A series and what it is enriched by; columns are equal if they are the same. */
    private record Enrichment(Column base, List<Column> infos) {}

    private record ResultKey(Labels labels, boolean dropName) {}

    private InfoFunction(FunctionCall call) {
        this.call = call;
        List<LabelMatcher> matchers =
                call.arguments() > 1 ? ((VectorSelector) call.argument(1).unwrapped()).allMatchers() : List.of();
        this.labelMatchers = matchers.stream()
                .filter(matcher -> !matcher.name().equals(Labels.METRIC_NAME))
                .toList();
        this.nameMatchers = nameMatchers(matchers.stream()
                .filter(matcher -> matcher.name().equals(Labels.METRIC_NAME))
                .toList());
        this.wanted = labelMatchers.stream().map(LabelMatcher::name).collect(Collectors.toSet());
    }

    private static List<LabelMatcher> nameMatchers(List<LabelMatcher> given) {
        if (given.isEmpty()) {
            return List.of(DEFAULT_METRIC);
        }
        boolean saysWhich =
                given.stream().anyMatch(matcher -> matcher.type() == Type.EQUAL || matcher.type() == Type.REGEX);
        return saysWhich
                ? given
                : Stream.concat(Stream.of(ANY_INFO), given.stream()).toList();
    }

    static List<Column> apply(FunctionCall call) {
        return new InfoFunction(call).evaluate();
    }

    private List<Column> evaluate() {
        List<Base> bases = call.vector(0).stream().map(this::base).toList();
        InfoSeries info = infoSeries(bases);
        for (int step = 0; step < call.steps().count(); step++) {
            enrich(bases, info, step);
        }
        return new ArrayList<>(results.values());
    }

    private Base base(Column column) {
        boolean isInfo = nameMatchers.stream().allMatch(matcher -> matcher.matches(column.labels()));
        return new Base(column, InfoSeries.targetOf(column), isInfo);
    }

    private InfoSeries infoSeries(List<Base> bases) {
        List<LabelMatcher> matchers =
                Stream.concat(nameMatchers.stream(), labelMatchers.stream()).toList();
        List<Column> candidates = call.evaluator().selectors().infoAt(matchers, referenceSteps());
        Set<Labels> targets =
                bases.stream().filter(base -> !base.isInfo()).map(Base::target).collect(Collectors.toSet());
        return new InfoSeries(candidates, targets, call.evaluation());
    }

    private void enrich(List<Base> bases, InfoSeries info, int step) {
        List<Base> present =
                bases.stream().filter(base -> base.column().has(step)).toList();
        if (present.isEmpty()) {
            return;
        }
        Map<Labels, List<Column>> newest = info.newestAt(step);
        for (Base base : present) {
            call.evaluation().worked(1);
            Column column = base.column();
            Optional<Labels> labels = base.isInfo()
                    ? Optional.of(column.labels())
                    : enriched.computeIfAbsent(
                            new Enrichment(column, newest.getOrDefault(base.target(), List.of())), this::labels);
            if (labels.isPresent()) {
                Column result = results.computeIfAbsent(
                        new ResultKey(labels.get(), column.dropName()),
                        key -> call.column(key.labels(), key.dropName()));
                if (result.has(step)) {
                    throw new EvaluationException("vector cannot contain metrics with the same labelset");
                }
                result.copy(step, column);
            }
        }
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
    private Optional<Labels> labels(Enrichment enrichment) {
        boolean required = labelMatchers.stream().anyMatch(matcher -> !matcher.matchesEmpty());
        if (enrichment.infos().isEmpty() && required) {
            return Optional.empty();
        }
        Labels base = enrichment.base().labels();
        Map<String, String> added = new TreeMap<>();
        enrichment.infos().forEach(info -> add(info.labels(), base, added));
        Map<String, String> labels = base.toMap();
        labels.putAll(added);
        return Optional.of(Labels.of(labels));
    }

    private void add(Labels info, Labels base, Map<String, String> added) {
        for (int i = 0; i < info.size(); i++) {
            String name = info.name(i);
            boolean asked = wanted.isEmpty() || wanted.contains(name);
            if (asked && !name.equals(Labels.METRIC_NAME) && !base.has(name)) {
                String other = added.put(name, info.value(i));
                if (other != null && !other.equals(info.value(i))) {
                    throw new EvaluationException("conflicting label: " + name);
                }
            }
        }
    }
}
