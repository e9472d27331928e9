package dev.bellwether.promql.labels;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * xxHash64 with seed 0 over name, 0xFF, value, 0xFF, … (0xFF occurs in no UTF-8 text). Source: the specification of xxHash, Yann Collet,
 * "XXH64 algorithm description".
 */
final class LabelHash {

    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;

    /** {@code PRIME_1 + PRIME_2} in 64 bits. */
    private static final long SUM_OF_1_AND_2 = 0x60EA27EEADC0B5D6L;

    /** {@code -PRIME_1} in 64 bits. */
    private static final long NEGATED_1 = 0x61C8864E7A143579L;

    private static final byte SEPARATOR = (byte) 0xFF;

    private LabelHash() {}

    static long of(String[] namesAndValues) {
        byte[][] parts = new byte[namesAndValues.length][];
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            parts[i] = namesAndValues[i].getBytes(UTF_8);
            length += parts[i].length + 1;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        for (byte[] part : parts) {
            bytes.put(part).put(SEPARATOR);
        }
        return xxHash64(bytes.flip());
    }

    /** Of the remaining bytes; the buffer has to be little-endian. */
    static long xxHash64(ByteBuffer bytes) {
        int length = bytes.remaining();
        long hash = length < 32 ? PRIME_5 : stripes(bytes);
        hash += length;
        while (bytes.remaining() >= 8) {
            hash ^= round(0, bytes.getLong());
            hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
        }
        if (bytes.remaining() >= 4) {
            hash ^= (bytes.getInt() & 0xFFFFFFFFL) * PRIME_1;
            hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
        }
        while (bytes.hasRemaining()) {
            hash ^= (bytes.get() & 0xFFL) * PRIME_5;
            hash = Long.rotateLeft(hash, 11) * PRIME_1;
        }
        return avalanche(hash);
    }

    private static long stripes(ByteBuffer bytes) {
        long a = SUM_OF_1_AND_2;
        long b = PRIME_2;
        long c = 0;
        long d = NEGATED_1;
        while (bytes.remaining() >= 32) {
            a = round(a, bytes.getLong());
            b = round(b, bytes.getLong());
            c = round(c, bytes.getLong());
            d = round(d, bytes.getLong());
        }
        long hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
        hash = merge(hash, a);
        hash = merge(hash, b);
        hash = merge(hash, c);
        return merge(hash, d);
    }

    private static long round(long accumulator, long lane) {
        return Long.rotateLeft(accumulator + lane * PRIME_2, 31) * PRIME_1;
    }

    private static long merge(long hash, long accumulator) {
        return (hash ^ round(0, accumulator)) * PRIME_1 + PRIME_4;
    }

    private static long avalanche(long value) {
        long hash = value;
        hash = (hash ^ hash >>> 33) * PRIME_2;
        hash = (hash ^ hash >>> 29) * PRIME_3;
        return hash ^ hash >>> 32;
    }
}
