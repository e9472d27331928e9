package dev.bellwether.telemetry.histogram;

import java.math.BigInteger;

/**
 * Which bucket a value falls into. At scale {@code s}, with {@code gamma = 2^(2^-s)}, bucket {@code i} holds the values
 * above {@code gamma^i} up to and including {@code gamma^(i+1)}. Source: OpenTelemetry metrics data model, "Exponential
 * histogram"; with the same gamma these are the buckets of DDSketch (Masson, Rim, Lee, VLDB 2019).
 *
 * <p>The index is exact for every {@code long}, edges included: the edges within an octave are kept with 64 bits as {@code
 * floor(2^(63 + k/32))}, and a whole number is above an edge exactly if it is above the edge's whole part.
 */
final class Buckets {

    /** Buckets an octave are 2^5. */
    static final int SCALE = 5;

    /** At this scale a bucket is an octave, and that is as coarse as it goes. */
    static final int MIN_SCALE = 0;

    /** The bucket of 1, at every scale. */
    static final int MIN_INDEX = -1;

    /** The bucket of {@link Long#MAX_VALUE} at {@link #SCALE}. */
    static final int MAX_INDEX = (63 << SCALE) - 1;

    private static final int PER_OCTAVE = 1 << SCALE;
    private static final int SLOT_BITS = 6;
    private static final int SLOTS = 1 << SLOT_BITS;

    /** {@code floor(2^(63 + k/32))}, unsigned: the lower edges of an octave's buckets. */
    private static final long[] EDGES = new long[PER_OCTAVE];

    /**
     * An octave in 64 equal slots. The narrowest bucket, 2.2 % of 2^e, is wider than a slot, 1.6 %, so a slot holds at most
     * one edge: edges below the slot are counted here, less one; the one that may lie in it stands in {@link #NEXT_EDGE}.
     */
    private static final byte[] BELOW_SLOT = new byte[SLOTS];

    private static final long[] NEXT_EDGE = new long[SLOTS];

    static {
        for (int k = 0; k < PER_OCTAVE; k++) {
            // (2^(63*32 + k))^(1/32): five square roots, and the floor of a root of a floor is the floor of the root
            BigInteger edge = BigInteger.ONE.shiftLeft(63 * PER_OCTAVE + k);
            for (int root = 0; root < SCALE; root++) {
                edge = edge.sqrt();
            }
            EDGES[k] = edge.longValue();
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            long start = Long.MIN_VALUE + ((long) slot << (63 - SLOT_BITS));
            int below = 0;
            while (below < PER_OCTAVE && Long.compareUnsigned(EDGES[below], start) < 0) {
                below++;
            }
            BELOW_SLOT[slot] = (byte) (below - 1);
            NEXT_EDGE[slot] = below < PER_OCTAVE ? EDGES[below] : -1L;
        }
    }

    private Buckets() {}

    /** Index at {@link #SCALE} of a value of at least 1. */
    static int indexOf(long value) {
        int zeros = Long.numberOfLeadingZeros(value);
        long mantissa = value << zeros;
        int slot = (int) (mantissa >>> (63 - SLOT_BITS)) & (SLOTS - 1);
        // both have the upper bit set, so that comparing them as signed numbers compares them
        int above = NEXT_EDGE[slot] < mantissa ? 1 : 0;
        return ((63 - zeros) << SCALE) + BELOW_SLOT[slot] + above;
    }

    /** Largest index that a value can have at this scale. */
    static int maxIndex(int scale) {
        return MAX_INDEX >> (SCALE - scale);
    }

    /** The largest whole number in this bucket of {@link #SCALE}. */
    static long upperEdge(int index) {
        int next = index + 1;
        int octave = next >> SCALE;
        return octave == 63 ? Long.MAX_VALUE : EDGES[next & (PER_OCTAVE - 1)] >>> (63 - octave);
    }

    /** Upper edge of a bucket, included in it. */
    static double upperBound(int scale, int index) {
        return Math.pow(2, Math.scalb((double) (index + 1), -scale));
    }

    /** Largest relative distance between a value and {@link #middle} of its bucket: {@code (gamma-1) / (gamma+1)}. */
    static double relativeError(int scale) {
        double gamma = Math.pow(2, Math.scalb(1.0, -scale));
        return (gamma - 1) / (gamma + 1);
    }

    /** The number that is equally far, in relation to them, from both edges of the bucket; 1 where that is the only one. */
    static double middle(int scale, int index) {
        return index == MIN_INDEX ? 1 : upperBound(scale, index) * (1 - relativeError(scale));
    }
}
