package dev.bellwether.promql.rules;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Rules that are evaluated one after the other, at the same time.
 *
 * @param name unique in its file
 * @param interval between two evaluations; empty for the server's default
 * @param queryOffset how far before the time of an evaluation its queries look; empty for the server's default
 * @param limit most series or alerts that one rule may give; 0 for no limit
 * @param rules in the order of the file; the labels of the group are among theirs
 */
public record RuleGroup(
        String name, Optional<Duration> interval, Optional<Duration> queryOffset, long limit, List<Rule> rules) {

    /** Copies. */
    public RuleGroup {
        requireNonNull(name, "name");
        requireNonNull(interval, "interval");
        requireNonNull(queryOffset, "queryOffset");
        rules = List.copyOf(rules);
    }
}
