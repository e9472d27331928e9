package dev.bellwether.promql.rules;

import static java.util.Objects.requireNonNull;

import dev.bellwether.promql.syntax.Expr;
import java.util.Map;

/**
 * Writes the result of an expression as a metric.
 *
 * @param name of the metric
 * @param expression its value
 * @param labelTexts set on every series; an empty value removes the label
 */
public record RecordingRule(String name, Expr expression, Map<String, String> labelTexts) implements Rule {

    /** Copies. */
    public RecordingRule {
        requireNonNull(name, "name");
        requireNonNull(expression, "expression");
        labelTexts = Map.copyOf(labelTexts);
    }
}
