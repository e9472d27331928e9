package dev.bellwether.promql.syntax;

import static java.util.Objects.requireNonNull;

import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Chooses series by their labels.
 *
 * @param name of the metric, where it stands in front of the braces; otherwise empty
 * @param matchers those in the braces
 * @param shift when it looks
 * @param extension what it does at the borders of a range, or between samples
 */
public record VectorSelector(String name, List<LabelMatcher> matchers, TimeShift shift, Extension extension, Span span)
        implements Expr {

    /** Whether samples outside a range count. */
    public enum Extension {
        /** They do not. */
        NONE,
        /** {@code anchored}: the last sample before the range stands at its start. */
        ANCHORED,
        /** {@code smoothed}: samples are interpolated between those next to a border. */
        SMOOTHED
    }

    public VectorSelector {
        requireNonNull(name, "name");
        matchers = List.copyOf(matchers);
        requireNonNull(shift, "shift");
        requireNonNull(extension, "extension");
    }

    /** The matchers in the braces, and after them that of the name. */
    public List<LabelMatcher> allMatchers() {
        if (name.isEmpty()) {
            return matchers;
        }
        List<LabelMatcher> all = new ArrayList<>(matchers);
        all.add(LabelMatcher.equal(Labels.METRIC_NAME, name));
        return all;
    }

    @Override
    public ValueType type() {
        return ValueType.VECTOR;
    }

    @Override
    public VectorSelector at(Span other) {
        return new VectorSelector(name, matchers, shift, extension, other);
    }

    /** A copy that looks at another time. */
    public VectorSelector withShift(TimeShift other) {
        return new VectorSelector(name, matchers, other, extension, span);
    }

    VectorSelector withExtension(Extension other) {
        return new VectorSelector(name, matchers, shift, other, span);
    }

    @Override
    public List<Expr> children() {
        return List.of();
    }

    @Override
    public VectorSelector mapChildren(UnaryOperator<Expr> replace) {
        return this;
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
