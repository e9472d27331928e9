package dev.bellwether.alerting.evaluate;

import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.rules.GroupState;
import dev.bellwether.promql.rules.Rule;
import dev.bellwether.promql.rules.RuleGroup;
import dev.bellwether.promql.rules.RuleState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What rules carry from slot to slot, by the name and labels of each. A rule whose expression changes keeps its alerts; one whose name or
 * labels change begins anew, as in Prometheus.
 *
 * @param rules in the order of the group
 */
record RuleMemory(List<Kept> rules) {

    static final RuleMemory EMPTY = new RuleMemory(List.of());

    /** What one rule carries. */
    record Kept(String name, Map<String, String> labels, RuleState state) {

        Kept {
            labels = Map.copyOf(labels);
        }

        private boolean is(Rule rule) {
            return name.equals(rule.name()) && labels.equals(rule.labelTexts());
        }
    }

    RuleMemory {
        rules = List.copyOf(rules);
    }

    /**
     * What a version of a group begins with.
     *
     * @param state one for each rule of the version
     * @param dropped of rules that it does not have any more
     */
    record Carried(GroupState state, List<Kept> dropped) {

        /** Series that no rule writes any more. */
        Set<Labels> abandoned() {
            return dropped.stream()
                    .flatMap(kept -> kept.state().written().stream())
                    .collect(Collectors.toSet());
        }
    }

    Carried carriedTo(RuleGroup group) {
        List<Kept> left = new ArrayList<>(rules);
        GroupState initial = GroupState.initial(group);
        List<RuleState> states = new ArrayList<>();
        for (int i = 0; i < group.rules().size(); i++) {
            Rule rule = group.rules().get(i);
            int found = 0;
            while (found < left.size() && !left.get(found).is(rule)) {
                found++;
            }
            states.add(
                    found < left.size()
                            ? left.remove(found).state()
                            : initial.rules().get(i));
        }
        return new Carried(new GroupState(states), left);
    }

    static RuleMemory of(RuleGroup group, GroupState state) {
        List<Kept> kept = new ArrayList<>();
        for (int i = 0; i < group.rules().size(); i++) {
            Rule rule = group.rules().get(i);
            kept.add(new Kept(rule.name(), rule.labelTexts(), state.rules().get(i)));
        }
        return new RuleMemory(kept);
    }
}
