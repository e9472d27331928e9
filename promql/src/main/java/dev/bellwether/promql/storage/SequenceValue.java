package dev.bellwether.promql.storage;

import dev.bellwether.promql.histogram.NativeHistogram;

/** One value of a described series. */
public sealed interface SequenceValue {

    /** No sample, written {@code _}. */
    record Omitted() implements SequenceValue {}

    /** A float. */
    record FloatValue(double value) implements SequenceValue {}

    /**
     * A native histogram.
     *
     * @param hintGiven whether the hint about counter resets was written, or is only what it is by default
     */
    record HistogramValue(NativeHistogram histogram, boolean hintGiven) implements SequenceValue {}
}
