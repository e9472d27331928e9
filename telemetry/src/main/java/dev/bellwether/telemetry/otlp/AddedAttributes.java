package dev.bellwether.telemetry.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;

/** Attributes with text for values, to be added to a resource; encoded once, and added as often as one likes. Immutable. */
public final class AddedAttributes {

    /** None at all. */
    public static final AddedAttributes NONE = new AddedAttributes(List.of());

    private static final int TAG_BYTES = 1;
    private static final byte RESOURCE_ATTRIBUTES = 1 << 3 | WireReader.LENGTH;
    private static final byte KEY = 1 << 3 | WireReader.LENGTH;
    private static final byte VALUE = 2 << 3 | WireReader.LENGTH;
    private static final byte STRING_VALUE = 1 << 3 | WireReader.LENGTH;

    private final List<Attribute> attributes;

    private AddedAttributes(List<Attribute> attributes) {
        this.attributes = attributes;
    }

    /** These attributes, in the order in which the map gives them. */
    public static AddedAttributes of(Map<String, String> attributes) {
        return new AddedAttributes(attributes.entrySet().stream()
                .map(attribute -> new Attribute(ByteSlice.of(attribute.getKey()), field(attribute)))
                .toList());
    }

    /** Bytes that a resource becomes longer by where it has none of them. */
    public int length() {
        return attributes.stream()
                .mapToInt(attribute -> attribute.field().length())
                .sum();
    }

    List<Attribute> attributes() {
        return attributes;
    }

    /**
     * One attribute.
     *
     * @param field the whole field as it stands in a resource
     */
    record Attribute(ByteSlice key, ByteSlice field) {}

    private static ByteSlice field(Map.Entry<String, String> attribute) {
        byte[] text = fieldOf(STRING_VALUE, attribute.getValue().getBytes(UTF_8));
        byte[] value = fieldOf(VALUE, text);
        byte[] key = fieldOf(KEY, attribute.getKey().getBytes(UTF_8));
        byte[] keyValue = new byte[key.length + value.length];
        System.arraycopy(key, 0, keyValue, 0, key.length);
        System.arraycopy(value, 0, keyValue, key.length, value.length);
        return ByteSlice.of(fieldOf(RESOURCE_ATTRIBUTES, keyValue));
    }

    private static byte[] fieldOf(byte tag, byte[] content) {
        byte[] field = new byte[TAG_BYTES + Varints.length(content.length) + content.length];
        field[0] = tag;
        int at = Varints.write(field, TAG_BYTES, content.length);
        System.arraycopy(content, 0, field, at, content.length);
        return field;
    }
}
