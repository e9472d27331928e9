package dev.bellwether.telemetry.otlp;

import dev.bellwether.telemetry.otlp.MalformedOtlpException.Reason;
import java.util.Base64;

/**
 * Values as text where a format knows nothing else, such as labels: text as it is, numbers in digits, bytes in base64, lists as
 * JSON. Source: OpenTelemetry specification, "AnyValue representation for non-OTLP protocols".
 */
final class AnyValueText {

    /** Of an array and of a list alike. */
    private static final int VALUES = 1 << 3 | WireReader.LENGTH;

    /** Lists within lists; nobody reads labels of more, and this recurses. */
    private static final int MAX_DEPTH = 32;

    private final StringBuilder out = new StringBuilder();
    private final ByteSlice top;
    private int depth;

    private AnyValueText(ByteSlice top) {
        this.top = top;
    }

    /**
     * The text of a value.
     *
     * @throws MalformedOtlpException if a list in it cannot be read, or holds more than 32 lists within each other; offsets count
     *     from the list's first byte
     */
    static String of(AttributeValue value) throws MalformedOtlpException {
        return switch (value.kind()) {
            case DOUBLE -> DecimalText.json(value.doubleValue());
            case ARRAY, KEY_VALUE_LIST -> {
                AnyValueText text = new AnyValueText(value.slice());
                text.append(value);
                yield text.out.toString();
            }
            case ABSENT, EMPTY, STRING, BOOL, INT, BYTES -> value.text();
        };
    }

    private void append(AttributeValue value) throws MalformedOtlpException {
        switch (value.kind()) {
            case STRING -> appendQuoted(value.slice().toString());
            case BYTES ->
                appendQuoted(Base64.getEncoder().encodeToString(value.slice().toByteArray()));
            case DOUBLE -> appendDouble(value.doubleValue());
            case BOOL, INT -> out.append(value.text());
            case ARRAY -> appendArray(value.slice());
            case KEY_VALUE_LIST -> appendList(value.slice());
            case ABSENT, EMPTY -> out.append("null");
        }
    }

    private void appendDouble(double value) {
        if (Double.isFinite(value)) {
            out.append(DecimalText.json(value));
        } else {
            appendQuoted(DecimalText.json(value)); // JSON has no such numbers
        }
    }

    private void appendArray(ByteSlice array) throws MalformedOtlpException {
        WireReader in = enter(array);
        out.append('[');
        boolean first = true;
        AttributeValue element = new AttributeValue();
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag != VALUES) {
                in.skip(tag);
                continue;
            }
            int end = in.limit();
            in.limit(in.readEnd());
            element.clear(ValueKind.EMPTY);
            AnyValueReader.read(in, element);
            in.limit(end);
            out.append(first ? "" : ",");
            append(element);
            first = false;
        }
        out.append(']');
        depth--;
    }

    private void appendList(ByteSlice list) throws MalformedOtlpException {
        WireReader in = enter(list);
        AttributeList attributes = new AttributeList();
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag == VALUES) {
                attributes.readKeyValue(in);
            } else {
                in.skip(tag);
            }
        }
        out.append('{');
        for (int index = 0; index < attributes.size(); index++) {
            out.append(index == 0 ? "" : ",");
            appendQuoted(attributes.key(index).toString());
            out.append(':');
            append(attributes.value(index));
        }
        out.append('}');
        depth--;
    }

    private WireReader enter(ByteSlice message) throws MalformedOtlpException {
        WireReader in = new WireReader();
        int origin = message.array() == top.array() ? top.offset() : 0; // a list in pieces was merged elsewhere
        in.reset(message.array(), message.offset(), message.offset() + message.length(), origin);
        if (++depth > MAX_DEPTH) {
            throw in.malformed(
                    Reason.TOO_DEEP,
                    message.offset(),
                    "an attribute with more than " + MAX_DEPTH + " lists within lists");
        }
        return in;
    }

    private void appendQuoted(String text) {
        out.append('"');
        for (int index = 0; index < text.length(); index++) {
            char next = text.charAt(index);
            switch (next) {
                case '"', '\\' -> out.append('\\').append(next);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (next < ' ') {
                        out.append(String.format("\\u%04x", (int) next));
                    } else {
                        out.append(next);
                    }
                }
            }
        }
        out.append('"');
    }
}
