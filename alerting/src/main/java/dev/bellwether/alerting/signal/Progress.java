package dev.bellwether.alerting.signal;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;

/**
 * How far the log has been looked at.
 *
 * @param counted seconds before this one have been counted, and the slots up to it evaluated
 * @param listening the gaps up to now
 */
public record Progress(long counted, ListeningTime listening) {

    private static final byte FORMAT = 1;

    public Progress {
        requireNonNull(listening, "listening");
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(1 + 4 * Long.BYTES)
                .put(FORMAT)
                .putLong(counted)
                .putLong(listening.missed())
                .putLong(listening.gapFrom())
                .putLong(listening.gapTo())
                .array();
    }

    public static Progress parse(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte format = buffer.get();
        if (format != FORMAT) {
            throw new IllegalArgumentException("progress format: " + format + " (expected: " + FORMAT + ")");
        }
        return new Progress(buffer.getLong(), new ListeningTime(buffer.getLong(), buffer.getLong(), buffer.getLong()));
    }
}
