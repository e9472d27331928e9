package dev.bellwether.ingest.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Prints any message as some sender might: fields in any order, numbers as numbers or strings, enums as numbers or names, hexadecimal in
 * either case, base64 in either alphabet, with nulls, unknown fields and white space in between. What it prints means the message.
 */
final class OtlpJsonPrinter {

    private static final Set<String> IDS = Set.of("trace_id", "span_id", "parent_span_id");

    private final Random random;
    private final StringBuilder out = new StringBuilder();

    OtlpJsonPrinter(Random random) {
        this.random = random;
    }

    String print(Message message) {
        object(message);
        space();
        return out.toString();
    }

    private void object(Message message) {
        List<Runnable> fields = new ArrayList<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            Object value = message.getAllFields().get(field);
            if (value != null) {
                fields.add(() -> field(field.getJsonName(), () -> value(field, value)));
            } else if (random.nextInt(20) == 0) {
                fields.add(() -> field(field.getJsonName(), () -> out.append("null")));
            }
        }
        if (random.nextInt(5) == 0) {
            fields.add(() -> field("fromTheFuture", () -> out.append("{\"a\": [1, {\"b\": null}], \"c\": \"}\"}")));
            fields.add(() -> field("trace_id", () -> out.append("\"snake case is unknown\"")));
        }
        Collections.shuffle(fields, random);
        list('{', fields, '}');
    }

    private void field(String name, Runnable value) {
        string(name);
        space();
        out.append(':');
        space();
        value.run();
    }

    private void value(FieldDescriptor field, Object value) {
        if (field.isRepeated()) {
            List<Runnable> elements = new ArrayList<>();
            for (Object element : (List<?>) value) {
                elements.add(() -> single(field, element));
            }
            list('[', elements, ']');
        } else {
            single(field, value);
        }
    }

    private void single(FieldDescriptor field, Object value) {
        switch (field.getType()) {
            case MESSAGE -> object((Message) value);
            case STRING -> string((String) value);
            case BYTES -> string(bytes(field, (ByteString) value));
            case BOOL -> out.append(value);
            case ENUM -> enumValue((EnumValueDescriptor) value);
            case DOUBLE, FLOAT -> floating(((Number) value).doubleValue());
            case UINT32, FIXED32 -> integer(Integer.toUnsignedString((Integer) value));
            case UINT64, FIXED64 -> integer(Long.toUnsignedString((Long) value));
            default -> integer(value.toString());
        }
    }

    private String bytes(FieldDescriptor field, ByteString value) {
        byte[] bytes = value.toByteArray();
        if (IDS.contains(field.getName())) {
            return (random.nextBoolean() ? HexFormat.of() : HexFormat.of().withUpperCase()).formatHex(bytes);
        }
        Base64.Encoder encoder = random.nextBoolean() ? Base64.getEncoder() : Base64.getUrlEncoder();
        return (random.nextBoolean() ? encoder : encoder.withoutPadding()).encodeToString(bytes);
    }

    private void enumValue(EnumValueDescriptor value) {
        if (random.nextInt(4) == 0) {
            string(value.getName());
        } else {
            out.append(value.getNumber());
        }
    }

    private void integer(String digits) {
        if (random.nextBoolean()) {
            string(digits);
        } else {
            out.append(digits).append(random.nextInt(10) == 0 ? ".0" : "");
        }
    }

    private void floating(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value) || random.nextInt(4) == 0) {
            string(Double.toString(value));
        } else {
            out.append(value);
        }
    }

    private void string(String text) {
        out.append('"');
        text.codePoints().forEach(point -> {
            if (point < ' ' || point == '"' || point == '\\' || random.nextInt(10) == 0) {
                escape(point);
            } else {
                out.appendCodePoint(point);
            }
        });
        out.append('"');
    }

    /** Both halves of a surrogate pair, or neither: half of one is no UTF-8. */
    private void escape(int point) {
        String shorthand =
                Map.of((int) '"', "\\\"", (int) '\\', "\\\\", (int) '\n', "\\n").get(point);
        if (shorthand != null) {
            out.append(shorthand);
        } else {
            Character.toString(point).chars().forEach(c -> out.append(String.format("\\u%04x", c)));
        }
    }

    private void list(char open, List<Runnable> elements, char close) {
        out.append(open);
        for (int i = 0; i < elements.size(); i++) {
            space();
            elements.get(i).run();
            space();
            if (i + 1 < elements.size()) {
                out.append(',');
            }
        }
        out.append(close);
    }

    private void space() {
        if (random.nextInt(4) == 0) {
            out.append(random.nextBoolean() ? ' ' : '\n');
        }
    }
}
