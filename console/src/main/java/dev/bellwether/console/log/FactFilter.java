package dev.bellwether.console.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellwether.schemas.ServiceKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;

/**
 * Conditions on the JSON form of a fact, all of which must hold. A condition names a field, with dots for what is nested
 * ({@code labels.alertname}, {@code evidence.canary.errors}), and the text that its value must have. Of a list, one element
 * that has it is enough.
 */
public final class FactFilter {

    /** Admits everything. */
    public static final FactFilter NONE = new FactFilter(List.of());

    private static final List<String> DEAD_LETTER_FIELDS =
            List.of("fact", "topic", "partition", "offset", "reason", "bytes", "key", "at", "headers");

    private final List<Condition> conditions;

    private FactFilter(List<Condition> conditions) {
        this.conditions = List.copyOf(conditions);
    }

    private record Condition(List<String> path, String value) {}

    /**
     * Reads conditions written as {@code field=value}.
     *
     * @throws IllegalArgumentException if one is not written so, or names a field that facts of this topic do not have: the
     *     message names all that is wrong
     */
    public static FactFilter parse(List<String> texts, FactTopic topic) {
        List<Condition> conditions = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                problems.add("filter: \"" + text + "\" (expected: field=value)");
                continue;
            }
            List<String> path = Arrays.asList(text.substring(0, equals).split("\\.", -1));
            if (exists(path, topic)) {
                conditions.add(new Condition(path, text.substring(equals + 1)));
            } else {
                problems.add("filter: no field \"" + text.substring(0, equals) + "\" in " + topic.word()
                        + " (expected: " + String.join(", ", fields(topic)) + ", and what is nested in them)");
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new FactFilter(conditions);
    }

    private static Set<String> fields(FactTopic topic) {
        Set<String> fields = new TreeSet<>();
        topic.schema()
                .ifPresentOrElse(
                        schema -> {
                            fields.add("fact");
                            if (ServiceKey.isIn(schema)) {
                                fields.add("key");
                            }
                            schema.getFields().stream()
                                    .filter(field -> field.schema().getType() != Schema.Type.BYTES)
                                    .forEach(field -> fields.add(field.name()));
                        },
                        () -> fields.addAll(DEAD_LETTER_FIELDS));
        return fields;
    }

    private static boolean exists(List<String> path, FactTopic topic) {
        if (!fields(topic).contains(path.get(0))) {
            return false;
        }
        boolean outsideTheSchema = topic.schema().isEmpty()
                || path.get(0).equals("fact")
                || path.get(0).equals("key");
        return outsideTheSchema
                ? path.size() == 1 || path.get(0).equals("headers")
                : exists(path, topic.schema().orElseThrow());
    }

    private static boolean exists(List<String> path, Schema schema) {
        return switch (schema.getType()) {
            case UNION ->
                schema.getTypes().stream().anyMatch(type -> type.getType() != Schema.Type.NULL && exists(path, type));
            case ARRAY -> exists(path, schema.getElementType());
            case MAP -> !path.isEmpty(); // a key may itself have dots
            case RECORD ->
                !path.isEmpty()
                        && schema.getField(path.get(0)) != null
                        && exists(
                                path.subList(1, path.size()),
                                schema.getField(path.get(0)).schema());
            case BYTES, FIXED, NULL -> false;
            case ENUM, STRING, INT, LONG, FLOAT, DOUBLE, BOOLEAN -> path.isEmpty();
        };
    }

    /** Whether all conditions hold of a fact. */
    public boolean admits(JsonNode fact) {
        return conditions.stream().allMatch(condition -> holds(fact, condition.path(), condition.value()));
    }

    private static boolean holds(JsonNode node, List<String> path, String value) {
        if (node.isArray()) {
            for (JsonNode element : node) {
                if (holds(element, path, value)) {
                    return true;
                }
            }
            return false;
        }
        if (path.isEmpty()) {
            return node.isValueNode() && node.asText().equals(value);
        }
        JsonNode dotted = node.get(String.join(".", path)); // a label's name may have dots
        if (dotted != null && holds(dotted, List.of(), value)) {
            return true;
        }
        JsonNode next = node.get(path.get(0));
        return next != null && holds(next, path.subList(1, path.size()), value);
    }
}
