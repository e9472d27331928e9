package dev.bellwether.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * One version of one service in one window. Written so that keys sort by the end of the window, then by service: a
 * window that closes is one range, and so is a service in it.
 *
 * @param end event time, exclusive, in milliseconds since the epoch; not negative
 */
record WindowKey(long end, String service, String version) {

    private static final int HEAD = Long.BYTES + Integer.BYTES;

    /** Sorts before every key of a service in a window, whatever the version. */
    static WindowKey first(long end, String service) {
        return new WindowKey(end, service, "");
    }

    static Serde<WindowKey> serde() {
        Serializer<WindowKey> serializer = (topic, key) -> key == null ? null : key.toBytes();
        Deserializer<WindowKey> deserializer = (topic, bytes) -> bytes == null ? null : parse(bytes);
        return Serdes.serdeFrom(serializer, deserializer);
    }

    private byte[] toBytes() {
        byte[] serviceBytes = service.getBytes(UTF_8);
        byte[] versionBytes = version.getBytes(UTF_8);
        return ByteBuffer.allocate(HEAD + serviceBytes.length + versionBytes.length)
                .putLong(end)
                .putInt(serviceBytes.length)
                .put(serviceBytes)
                .put(versionBytes)
                .array();
    }

    private static @Nullable WindowKey parse(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long end = buffer.getLong();
        int length = buffer.getInt();
        return new WindowKey(
                end,
                new String(bytes, HEAD, length, UTF_8),
                new String(bytes, HEAD + length, bytes.length - HEAD - length, UTF_8));
    }
}
