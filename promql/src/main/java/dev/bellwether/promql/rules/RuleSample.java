package dev.bellwether.promql.rules;

import dev.bellwether.promql.eval.QueryValue.Point;
import dev.bellwether.promql.labels.Labels;
import java.util.Optional;

/** A sample that a rule writes. */
public record RuleSample(Labels labels, Point point) {

    static RuleSample of(Labels labels, long time, double value) {
        return new RuleSample(labels, new Point(time, value, Optional.empty()));
    }
}
