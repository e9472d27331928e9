package dev.bellwether.schemas;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.facts.DeploymentEvent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Facts as people and scripts read them: one JSON object on one line. {@code "fact"} comes first and names the type; facts
 * about a service go on with {@code "key"}, the form in which the service stands in record keys; then come the fields in the
 * order of the schema.
 *
 * <p>Times are RFC 3339 in UTC with milliseconds, enums are their names, a number that is not finite is null, as are fields
 * without a value. Binary fields are left out: their numbers stand beside them.
 */
public final class FactJson {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final DateTimeFormatter RFC_3339 =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    /** Types whose name here is not simply their Avro name. */
    private static final Map<String, String> NAMES =
            Map.of(DeploymentEvent.getClassSchema().getFullName(), "deployment");

    private FactJson() {}

    /** The fact as one line of JSON, without a line end. */
    public static String write(SpecificRecord fact) {
        return write(toTree(fact));
    }

    /** A tree, for example one that {@link #toTree} gave, as one line of JSON, without a line end. */
    public static String write(JsonNode tree) {
        requireNonNull(tree, "tree");
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree in memory can always be written", e);
        }
    }

    /** The fact as a tree, for callers that look into it, filter by it, or put it into a larger answer. */
    public static ObjectNode toTree(SpecificRecord fact) {
        requireNonNull(fact, "fact");
        Schema schema = fact.getSchema();
        ObjectNode tree = NODES.objectNode();
        tree.put("fact", name(schema));
        if (ServiceKey.isIn(schema)) {
            tree.put("key", ServiceKey.from(fact).toString());
        }
        addFields(tree, fact);
        return tree;
    }

    /** What facts of this type are called in JSON and by commands, for example {@code red-window}. */
    public static String name(Schema schema) {
        String special = NAMES.get(schema.getFullName());
        return special != null ? special : kebabCase(schema.getName());
    }

    /** A time as facts carry it in JSON: RFC 3339, UTC, with milliseconds. */
    public static String time(Instant time) {
        return RFC_3339.format(time);
    }

    private static void addFields(ObjectNode object, IndexedRecord record) {
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (!(value instanceof ByteBuffer)) {
                object.set(field.name(), node(value));
            }
        }
    }

    private static JsonNode node(@Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        } else if (value instanceof CharSequence || value instanceof Enum) {
            return NODES.textNode(value.toString());
        } else if (value instanceof Instant time) {
            return NODES.textNode(time(time));
        } else if (value instanceof Boolean bool) {
            return NODES.booleanNode(bool);
        } else if (value instanceof Integer || value instanceof Long) {
            return NODES.numberNode(((Number) value).longValue());
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? NODES.numberNode(number) : NODES.nullNode();
        } else if (value instanceof IndexedRecord record) {
            ObjectNode object = NODES.objectNode();
            addFields(object, record);
            return object;
        } else if (value instanceof Collection<?> items) {
            ArrayNode array = NODES.arrayNode(items.size());
            items.forEach(item -> array.add(node(item)));
            return array;
        } else if (value instanceof Map<?, ?> entries) {
            ObjectNode object = NODES.objectNode();
            entries.entrySet().stream()
                    .sorted((a, b) -> a.getKey().toString().compareTo(b.getKey().toString()))
                    .forEach(entry -> object.set(entry.getKey().toString(), node(entry.getValue())));
            return object;
        }
        throw new IllegalArgumentException("value: " + value.getClass().getName() + " (expected: one of Avro's types)");
    }

    private static String kebabCase(String name) {
        StringBuilder kebab = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c) && i > 0) {
                kebab.append('-');
            }
            kebab.append(Character.toLowerCase(c));
        }
        return kebab.toString();
    }
}
