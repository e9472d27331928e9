package dev.bellwether.promql.syntax;

import java.util.List;

/**
 * Into what groups an aggregation puts series.
 *
 * @param without whether the labels are those that the groups do not have
 * @param labels as written
 */
public record Grouping(boolean without, List<String> labels) {

    /** All in one group. */
    public static final Grouping ALL = new Grouping(false, List.of());

    public Grouping {
        labels = List.copyOf(labels);
    }
}
