package dev.bellwether.processors.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A place that a service takes, or one of its versions or operations. As bytes the places of a service are neighbours, its
 * own first.
 *
 * @param service {@code environment/namespace/name}
 * @param name of the version or operation; empty for the service itself
 */
public record AdmittedName(String service, Kind kind, String name) {

    /** Its ordinal is in stores: append only. */
    public enum Kind {
        SERVICE,
        VERSION,
        OPERATION
    }

    private static final Kind[] KINDS = Kind.values();

    public AdmittedName {
        requireNonNull(service, "service");
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
    }

    static Serde<AdmittedName> serde() {
        return Serdes.serdeFrom((topic, key) -> key.toBytes(), (topic, bytes) -> fromBytes(bytes));
    }

    /** What the bytes of all places of a service begin with, and no others do. */
    static Serializer<String> prefixSerializer() {
        return (topic, service) -> prefix(service, 0).array();
    }

    /** Length of the service (4 bytes), service, kind (1 byte), name. */
    byte[] toBytes() {
        byte[] nameBytes = name.getBytes(UTF_8);
        return prefix(service, 1 + nameBytes.length)
                .put((byte) kind.ordinal())
                .put(nameBytes)
                .array();
    }

    static AdmittedName fromBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        String service = text(buffer, buffer.getInt());
        Kind kind = KINDS[buffer.get()];
        return new AdmittedName(service, kind, text(buffer, buffer.remaining()));
    }

    private static ByteBuffer prefix(String service, int more) {
        byte[] bytes = service.getBytes(UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + bytes.length + more)
                .putInt(bytes.length)
                .put(bytes);
    }

    private static String text(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, UTF_8);
    }
}
