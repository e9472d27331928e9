package dev.bellwether.ingest.append;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * 128-bit hash of a record's bytes: MurmurHash3_x64_128 by Austin Appleby (public domain, {@code smhasher/src/MurmurHash3.cpp}) with seed
 * 0. The same on every machine and in every version, for readers keep hashes across restarts. Why not a cryptographic hash: RATIONALE.md.
 *
 * @param high first half of the hash ({@code h1} of the reference)
 * @param low second half ({@code h2})
 */
public record ContentHash(long high, long low) {

    /** Bytes of a hash. */
    public static final int BYTES = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    // Multipliers and rotations of the reference implementation.
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;
    private static final long ADD1 = 0x52dce729L;
    private static final long ADD2 = 0x38495ab5L;

    /** The hash of all these bytes. */
    public static ContentHash of(byte[] bytes) {
        long h1 = 0;
        long h2 = 0;
        int blocksEnd = bytes.length & ~(BYTES - 1);
        for (int i = 0; i < blocksEnd; i += BYTES) {
            h1 = Long.rotateLeft(h1 ^ mix1((long) LONG.get(bytes, i)), 27) + h2;
            h1 = h1 * 5 + ADD1;
            h2 = Long.rotateLeft(h2 ^ mix2((long) LONG.get(bytes, i + 8)), 31) + h1;
            h2 = h2 * 5 + ADD2;
        }
        h1 ^= mix1(tail(bytes, blocksEnd));
        h2 ^= mix2(tail(bytes, blocksEnd + 8));
        return finish(h1, h2, bytes.length);
    }

    /** As the header carries it: each half little-endian, the first half first. */
    public byte[] toBytes() {
        byte[] bytes = new byte[BYTES];
        LONG.set(bytes, 0, high);
        LONG.set(bytes, 8, low);
        return bytes;
    }

    /** The partition, of so many, where records with this content go. */
    public int partition(int partitions) {
        return (int) Long.remainderUnsigned(high, partitions);
    }

    private static ContentHash finish(long h1, long h2, int length) {
        long a = h1 ^ length;
        long b = h2 ^ length;
        a += b;
        b += a;
        a = avalanche(a);
        b = avalanche(b);
        a += b;
        b += a;
        return new ContentHash(a, b);
    }

    private static long mix1(long block) {
        return Long.rotateLeft(block * C1, 31) * C2;
    }

    private static long mix2(long block) {
        return Long.rotateLeft(block * C2, 33) * C1;
    }

    /** Up to eight bytes from here, little-endian, the missing ones zero; zero mixes to zero. */
    private static long tail(byte[] bytes, int from) {
        long tail = 0;
        for (int i = Math.min(bytes.length, from + 8) - 1; i >= from; i--) {
            tail = (tail << 8) | (bytes[i] & 0xff);
        }
        return tail;
    }

    private static long avalanche(long value) {
        long mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
