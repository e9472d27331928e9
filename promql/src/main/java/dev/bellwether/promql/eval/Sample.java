package dev.bellwether.promql.eval;

import dev.bellwether.promql.histogram.NativeHistogram;
import org.jspecify.annotations.Nullable;

/** A float, or a histogram. */
record Sample(double value, @Nullable NativeHistogram histogram) {

    static Sample of(double value) {
        return new Sample(value, null);
    }

    static Sample of(NativeHistogram histogram) {
        return new Sample(0, histogram);
    }
}
