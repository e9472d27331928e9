package dev.bellwether.promql.rules;

import java.util.List;

/** What a rule file holds. */
public record RuleFile(List<RuleGroup> groups) {

    /** Copies. */
    public RuleFile {
        groups = List.copyOf(groups);
    }

    /** Number of rules in all groups. */
    public int ruleCount() {
        return groups.stream().mapToInt(group -> group.rules().size()).sum();
    }
}
