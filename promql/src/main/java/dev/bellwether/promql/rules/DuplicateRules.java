package dev.bellwether.promql.rules;

import dev.bellwether.promql.labels.Labels;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules of a file that write the same series, which is allowed and seldom meant. */
public final class DuplicateRules {

    /**
     * A series that more than one rule writes.
     *
     * @param name of the metric or alert
     * @param labels that the rules set
     */
    public record Duplicate(String name, Labels labels) {}

    private DuplicateRules() {}

    /** Each such series once, by name and labels. */
    public static List<Duplicate> of(RuleFile file) {
        Map<Duplicate, Integer> counts = new LinkedHashMap<>();
        for (RuleGroup group : file.groups()) {
            for (Rule rule : group.rules()) {
                counts.merge(new Duplicate(rule.name(), Labels.of(rule.labelTexts())), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(Duplicate::name).thenComparing(Duplicate::labels))
                .toList();
    }
}
