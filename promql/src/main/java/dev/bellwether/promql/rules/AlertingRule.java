package dev.bellwether.promql.rules;

import static java.util.Objects.requireNonNull;

import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.template.AlertTemplate;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An alert for each sample that an expression gives.
 *
 * @param name of the alert
 * @param expression what is wrong
 * @param holdDuration {@code for}: how long it must be wrong before the alert fires
 * @param keepFiringFor how long the alert fires on after that
 * @param labels set on every alert, those of its group included
 * @param annotations what people are told
 */
public record AlertingRule(
        String name,
        Expr expression,
        Duration holdDuration,
        Duration keepFiringFor,
        Map<String, AlertTemplate> labels,
        Map<String, AlertTemplate> annotations)
        implements Rule {

    /** Copies. */
    public AlertingRule {
        requireNonNull(name, "name");
        requireNonNull(expression, "expression");
        requireNonNull(holdDuration, "holdDuration");
        requireNonNull(keepFiringFor, "keepFiringFor");
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    @Override
    public Map<String, String> labelTexts() {
        return labels.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, label -> label.getValue().text()));
    }
}
