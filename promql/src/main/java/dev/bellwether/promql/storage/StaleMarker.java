package dev.bellwether.promql.storage;

/** The value that says that a series has ended: a NaN of its own, equal to no other. */
public final class StaleMarker {

    private static final long BITS = 0x7ff0000000000002L;

    /** The value to store. */
    public static final double VALUE = Double.longBitsToDouble(BITS);

    private StaleMarker() {}

    /** Whether a value is the marker; another NaN is not. */
    public static boolean is(double value) {
        return Double.doubleToRawLongBits(value) == BITS;
    }
}
