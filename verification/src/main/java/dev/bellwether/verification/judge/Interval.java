package dev.bellwether.verification.judge;

/**
 * Where a ratio lies.
 *
 * @param low lower end; 0 where nothing is known of it
 * @param high upper end; infinite where nothing is known of it
 */
public record Interval(double low, double high) {

    /** Nothing is known. */
    public static final Interval UNBOUNDED = new Interval(0, Double.POSITIVE_INFINITY);

    public Interval {
        if (!(low >= 0)) {
            throw new IllegalArgumentException("low: " + low + " (expected: >= 0)");
        }
        if (Double.isNaN(high)) {
            throw new IllegalArgumentException("high: NaN");
        }
    }

    /** Whether no ratio is left: it was not the same all the time. */
    public boolean isEmpty() {
        return low > high;
    }

    public boolean hasLow() {
        return low > 0 && !isEmpty();
    }

    public boolean hasHigh() {
        return high < Double.POSITIVE_INFINITY && !isEmpty();
    }
}
