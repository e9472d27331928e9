package dev.bellwether.promql.rules;

import dev.bellwether.promql.labels.Labels;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a rule carries from one evaluation to the next.
 *
 * @param alerts of an alerting rule by their labels, resolved ones included; empty for a recording rule
 * @param written the series that it wrote last
 * @param failure why it had no result in the last evaluation
 */
public record RuleState(Map<Labels, Alert> alerts, Set<Labels> written, Optional<String> failure) {

    static final RuleState INITIAL = new RuleState(Map.of(), Set.of(), Optional.empty());

    /** Copies. */
    public RuleState {
        alerts = Map.copyOf(alerts);
        written = Set.copyOf(written);
    }

    RuleState failed(String reason) {
        return new RuleState(alerts, written, Optional.of(reason));
    }

    RuleState withAlerts(Map<Labels, Alert> others) {
        return new RuleState(others, written, failure);
    }
}
