package dev.bellwether.promql.syntax;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Which series of two vectors belong together.
 *
 * @param cardinality how many on either side
 * @param on whether {@code labels} are those that have to be equal, or those that need not be
 * @param labels as written
 * @param include labels of the side of one that the result takes over
 * @param fill values that stand in for a series that one side does not have
 */
public record VectorMatching(
        Cardinality cardinality, boolean on, List<String> labels, List<String> include, Fill fill) {

    /** How many series of one side belong to how many of the other. */
    public enum Cardinality {
        ONE_TO_ONE,
        MANY_TO_ONE,
        ONE_TO_MANY,
        MANY_TO_MANY
    }

    /**
     * Values for what is missing.
     *
     * @param left stands in for the left side
     * @param right stands in for the right side
     */
    public record Fill(OptionalDouble left, OptionalDouble right) {

        /** Nothing stands in. */
        public static final Fill NONE = new Fill(OptionalDouble.empty(), OptionalDouble.empty());

        public boolean isEmpty() {
            return left.isEmpty() && right.isEmpty();
        }
    }

    /** One to one, all labels but the name of the metric. */
    public static final VectorMatching DEFAULT =
            new VectorMatching(Cardinality.ONE_TO_ONE, false, List.of(), List.of(), Fill.NONE);

    public VectorMatching {
        labels = List.copyOf(labels);
        include = List.copyOf(include);
    }

    /** Whether a series of one side may belong to many of the other. */
    public boolean isGrouped() {
        return cardinality == Cardinality.MANY_TO_ONE || cardinality == Cardinality.ONE_TO_MANY;
    }

    VectorMatching withCardinality(Cardinality other) {
        return new VectorMatching(other, on, labels, include, fill);
    }
}
