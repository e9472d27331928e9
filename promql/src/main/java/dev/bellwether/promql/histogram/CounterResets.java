package dev.bellwether.promql.histogram;

/** Finds out whether a histogram of a counter started anew: it did where anything has become less. */
final class CounterResets {

    private CounterResets() {}

    static boolean isReset(NativeHistogram now, NativeHistogram before) {
        if (now.hint() == CounterResetHint.RESET) {
            return true;
        }
        if (now.hint() == CounterResetHint.NOT_RESET) {
            return false;
        }
        if (now.count() < before.count() || now.hasCustomBuckets() != before.hasCustomBuckets()) {
            return true;
        }
        return now.hasCustomBuckets() ? customHasLess(now, before) : exponentialHasLess(now, before);
    }

    private static boolean customHasLess(NativeHistogram now, NativeHistogram before) {
        BucketLayout common = now.layout().common(before.layout());
        return HistogramArithmetic.withBounds(now, common)
                .positive()
                .hasLessThan(HistogramArithmetic.withBounds(before, common).positive());
    }

    private static boolean exponentialHasLess(NativeHistogram now, NativeHistogram before) {
        if (now.schema() > before.schema() || now.zeroThreshold() < before.zeroThreshold()) {
            return true;
        }
        if (HistogramArithmetic.uncutThreshold(before, now.zeroThreshold()) != now.zeroThreshold()) {
            return true;
        }
        NativeHistogram same = HistogramArithmetic.withSchema(
                HistogramArithmetic.withThreshold(before, now.zeroThreshold()), now.schema());
        return now.zeroCount() < same.zeroCount()
                || now.positive().hasLessThan(same.positive())
                || now.negative().hasLessThan(same.negative());
    }
}
