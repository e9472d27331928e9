package dev.bellwether.telemetry.prometheus;

/** Counts of 64 bits without a sign. */
final class Unsigned {

    private Unsigned() {}

    /** The nearest number that a {@code double} holds. */
    static double toDouble(long count) {
        // the lowest bit takes part in rounding only if it is not lost by halving
        return count >= 0 ? count : 2.0 * (count >>> 1 | count & 1);
    }
}
