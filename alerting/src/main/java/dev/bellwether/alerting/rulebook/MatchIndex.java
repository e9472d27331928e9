package dev.bellwether.alerting.rulebook;

import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.labels.LabelMatcher.Type;
import dev.bellwether.promql.labels.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Which groups need a series. A metric that no rule names costs one look-up; of the others only those selectors are held against the
 * labels that can mean the metric.
 */
public final class MatchIndex {

    /** Names of metrics come from outside: of more than these, each is looked up anew. */
    private static final int MOST_REMEMBERED = 100_000;

    /** A selector, and the groups that have it. */
    private record Selector(List<LabelMatcher> matchers, Set<GroupKey> groups) {

        boolean means(UnaryOperator<String> labels) {
            for (LabelMatcher matcher : matchers) {
                if (!matcher.matches(labels.apply(matcher.name()))) {
                    return false;
                }
            }
            return true;
        }

        boolean canMean(String metric) {
            return matchers.stream()
                    .allMatch(matcher -> !matcher.name().equals(Labels.METRIC_NAME) || matcher.matches(metric));
        }
    }

    private final Map<String, List<Selector>> named = new HashMap<>();
    private final List<Selector> unnamed = new ArrayList<>();
    private final Map<String, List<Selector>> ofUnnamed = new ConcurrentHashMap<>();

    MatchIndex(Collection<LiveGroup> groups) {
        Map<List<LabelMatcher>, Set<GroupKey>> selectors = new LinkedHashMap<>();
        for (LiveGroup group : groups) {
            for (List<LabelMatcher> matchers : group.demand()) {
                selectors.computeIfAbsent(matchers, selector -> new TreeSet<>()).add(group.key());
            }
        }
        selectors.forEach((matchers, keys) -> add(new Selector(matchers, keys)));
    }

    private void add(Selector selector) {
        selector.matchers().stream()
                .filter(matcher -> matcher.name().equals(Labels.METRIC_NAME) && matcher.type() == Type.EQUAL)
                .findFirst()
                .ifPresentOrElse(
                        name -> named.computeIfAbsent(name.value(), metric -> new ArrayList<>())
                                .add(selector),
                        () -> unnamed.add(selector));
    }

    /** Whether there are no rules that ask for anything. */
    public boolean isEmpty() {
        return named.isEmpty() && unnamed.isEmpty();
    }

    /** Whether any group may need a series of this metric. */
    public boolean mayNeed(String metric) {
        return named.containsKey(metric) || !unnamedFor(metric).isEmpty();
    }

    /**
     * The groups that need a series, in their order.
     *
     * @param labels gives the value of a label; empty where it has none
     */
    public Set<GroupKey> readers(UnaryOperator<String> labels) {
        String metric = labels.apply(Labels.METRIC_NAME);
        Set<GroupKey> readers = Set.of();
        for (List<Selector> selectors : List.of(named.getOrDefault(metric, List.of()), unnamedFor(metric))) {
            for (Selector selector : selectors) {
                if (!readers.containsAll(selector.groups()) && selector.means(labels)) {
                    readers = readers.isEmpty() ? selector.groups() : union(readers, selector.groups());
                }
            }
        }
        return readers;
    }

    /** The groups that may need some series of a metric, whatever its other labels. */
    Set<GroupKey> mayRead(String metric) {
        Set<GroupKey> readers = new TreeSet<>();
        named.getOrDefault(metric, List.of()).forEach(selector -> readers.addAll(selector.groups()));
        unnamedFor(metric).forEach(selector -> readers.addAll(selector.groups()));
        return readers;
    }

    private List<Selector> unnamedFor(String metric) {
        if (unnamed.isEmpty()) {
            return List.of();
        }
        List<Selector> known = ofUnnamed.get(metric);
        if (known != null) {
            return known;
        }
        List<Selector> found =
                unnamed.stream().filter(selector -> selector.canMean(metric)).toList();
        if (ofUnnamed.size() < MOST_REMEMBERED) {
            ofUnnamed.put(metric, found);
        }
        return found;
    }

    private static Set<GroupKey> union(Set<GroupKey> some, Set<GroupKey> others) {
        Set<GroupKey> union = new TreeSet<>(some);
        union.addAll(others);
        return union;
    }
}
