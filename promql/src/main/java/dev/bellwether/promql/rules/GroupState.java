package dev.bellwether.promql.rules;

import java.util.Collections;
import java.util.List;

/**
 * What a group carries from one evaluation to the next.
 *
 * @param rules one for each rule, in their order
 */
public record GroupState(List<RuleState> rules) {

    /** Copies. */
    public GroupState {
        rules = List.copyOf(rules);
    }

    /** Before the first evaluation. */
    public static GroupState initial(RuleGroup group) {
        return new GroupState(Collections.nCopies(group.rules().size(), RuleState.INITIAL));
    }
}
