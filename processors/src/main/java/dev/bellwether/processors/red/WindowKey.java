package dev.bellwether.processors.red;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * One operation of one version of a service in one window. As bytes it sorts by time first, so that the windows which close
 * or expire next are neighbours in the store.
 *
 * @param windowStart milliseconds since the epoch, not negative
 * @param serviceKey {@code environment/namespace/name}
 */
record WindowKey(long windowStart, String serviceKey, String version, String operation) {

    WindowKey {
        requireNonNull(serviceKey, "serviceKey");
        requireNonNull(version, "version");
        requireNonNull(operation, "operation");
        if (windowStart < 0) {
            throw new IllegalArgumentException("windowStart: " + windowStart + " (expected: >= 0)");
        }
    }

    /** The least key of all windows that begin at {@code windowStart}. */
    static WindowKey first(long windowStart) {
        return new WindowKey(Math.max(0, windowStart), "", "", "");
    }

    /** Start (8 bytes, big-endian), service key and version each with their length (4 bytes), operation. */
    byte[] toBytes() {
        byte[] service = serviceKey.getBytes(UTF_8);
        byte[] ver = version.getBytes(UTF_8);
        byte[] op = operation.getBytes(UTF_8);
        return ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES + service.length + ver.length + op.length)
                .putLong(windowStart)
                .putInt(service.length)
                .put(service)
                .putInt(ver.length)
                .put(ver)
                .put(op)
                .array();
    }

    static WindowKey fromBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long start = buffer.getLong();
        String service = string(buffer, buffer.getInt());
        String version = string(buffer, buffer.getInt());
        return new WindowKey(start, service, version, string(buffer, buffer.remaining()));
    }

    static Serde<WindowKey> serde() {
        return Serdes.serdeFrom((topic, key) -> key.toBytes(), (topic, bytes) -> fromBytes(bytes));
    }

    private static String string(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, UTF_8);
    }
}
