package dev.bellwether.alerting.signal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;

/**
 * One second of one version of a service. As bytes it sorts by time first: what enters and what leaves a range next are
 * neighbours in the store.
 *
 * @param second of log time, since the epoch; the bucket holds [second, second + 1)
 * @param service {@code environment/namespace/name}
 * @param version empty for requests that are counted for the service only
 */
public record BucketKey(long second, String service, String version) {

    public BucketKey {
        requireNonNull(service, "service");
        requireNonNull(version, "version");
        if (second < 0) {
            throw new IllegalArgumentException("second: " + second + " (expected: >= 0)");
        }
    }

    /** Not greater than the bytes of any key of that second or a later one. */
    public static byte[] lowerBound(long second) {
        return ByteBuffer.allocate(Long.BYTES).putLong(second).array();
    }

    /** Second (8 bytes, big-endian), length of the service key (4 bytes), service key, version. */
    public byte[] toBytes() {
        byte[] serviceBytes = service.getBytes(UTF_8);
        byte[] versionBytes = version.getBytes(UTF_8);
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + serviceBytes.length + versionBytes.length)
                .putLong(second)
                .putInt(serviceBytes.length)
                .put(serviceBytes)
                .put(versionBytes)
                .array();
    }

    public static BucketKey parse(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long second = buffer.getLong();
        byte[] service = new byte[buffer.getInt()];
        buffer.get(service);
        byte[] version = new byte[buffer.remaining()];
        buffer.get(version);
        return new BucketKey(second, new String(service, UTF_8), new String(version, UTF_8));
    }
}
