package dev.bellwether.cli.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * A fact in JSON as one library or another writes it, in one form: fields in the schema's order, times in milliseconds, bytes in
 * hexadecimal digits, numbers of the schema's type. A field too many, one missing, or a value of another type is an error.
 */
final class CanonicalJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private CanonicalJson() {}

    static JsonNode of(JsonNode value, Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> object(value, schema);
            case UNION -> value.isNull() ? value : of(value, schema.getTypes().get(1));
            case ARRAY -> {
                ArrayNode items = NODES.arrayNode();
                require(value.isArray(), value, schema).forEach(item -> items.add(of(item, schema.getElementType())));
                yield items;
            }
            case MAP -> {
                ObjectNode entries = NODES.objectNode();
                require(value.isObject(), value, schema)
                        .properties()
                        .forEach(entry -> entries.set(entry.getKey(), of(entry.getValue(), schema.getValueType())));
                yield entries;
            }
            case STRING, ENUM -> require(value.isTextual(), value, schema);
            case BOOLEAN -> require(value.isBoolean(), value, schema);
            case DOUBLE ->
                NODES.numberNode(require(value.isNumber(), value, schema).doubleValue());
            case INT, LONG -> NODES.numberNode(integer(value, schema));
            case BYTES -> NODES.textNode(hex(value, schema));
            default -> throw new AssertionError("a type that facts did not have so far: " + schema);
        };
    }

    private static JsonNode object(JsonNode value, Schema schema) {
        Set<String> names = new TreeSet<>();
        value.fieldNames().forEachRemaining(names::add);
        Set<String> expected = new TreeSet<>();
        schema.getFields().forEach(field -> expected.add(field.name()));
        require(names.equals(expected), value, schema);
        ObjectNode object = NODES.objectNode();
        schema.getFields().forEach(field -> object.set(field.name(), of(value.path(field.name()), field.schema())));
        return object;
    }

    private static long integer(JsonNode value, Schema schema) {
        if (value.isTextual() && schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            return OffsetDateTime.parse(value.textValue()).toInstant().toEpochMilli();
        }
        return require(value.isIntegralNumber(), value, schema).longValue();
    }

    /** Digits, or what JavaScript makes of a Buffer. */
    private static String hex(JsonNode value, Schema schema) {
        if (value.isTextual()) {
            return value.textValue();
        }
        require(value.path("type").asText().equals("Buffer"), value, schema);
        JsonNode items = value.path("data");
        byte[] bytes = new byte[items.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) items.path(i).intValue();
        }
        return HexFormat.of().formatHex(bytes);
    }

    private static JsonNode require(boolean holds, JsonNode value, Schema schema) {
        if (!holds) {
            throw new AssertionError("not a " + schema.getName() + ": " + value);
        }
        return value;
    }
}
