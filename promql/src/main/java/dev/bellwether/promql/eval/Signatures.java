package dev.bellwether.promql.eval;

import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.VectorMatching;
import java.util.HashSet;
import java.util.Set;

/** The labels by which series of two vectors belong together. */
final class Signatures {

    private final boolean on;
    private final Set<String> names;

    Signatures(VectorMatching matching) {
        this.on = matching.on();
        this.names = new HashSet<>(matching.labels());
        if (!on) {
            names.add(Labels.METRIC_NAME);
        }
    }

    Labels of(Labels labels) {
        return on ? labels.keep(names) : labels.drop(names);
    }
}
