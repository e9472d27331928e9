package dev.bellwether.telemetry.prometheus;

import java.nio.ByteBuffer;

/**
 * Where a series of deltas stands.
 *
 * @param startUnixNanos start of the first delta that is in the total; 0 where it is not known
 * @param timeUnixNanos end of the last one
 * @param total their sum
 */
public record DeltaState(long startUnixNanos, long timeUnixNanos, double total) {

    /** Length of the binary form. */
    public static final int BYTES = 24;

    /** Start, time and total, big-endian, eight bytes each. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(startUnixNanos)
                .putLong(timeUnixNanos)
                .putDouble(total)
                .array();
    }

    /**
     * What {@link #toBytes()} wrote.
     *
     * @throws IllegalArgumentException if these are not so many bytes
     */
    public static DeltaState parse(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("bytes: " + bytes.length + " (expected: " + BYTES + ")");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new DeltaState(buffer.getLong(), buffer.getLong(), buffer.getDouble());
    }
}
