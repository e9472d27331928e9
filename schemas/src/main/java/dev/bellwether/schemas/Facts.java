package dev.bellwether.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.KubernetesObject;
import dev.bellwether.facts.LogDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.facts.RuleFileVersion;
import dev.bellwether.facts.SampleBatch;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.Watermark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** The record types that stand on topics by themselves. */
final class Facts {

    /** How generated classes are read and written: with {@code java.time.Instant} for times. */
    static final SpecificData MODEL = new Model();

    private static final List<Schema> SCHEMAS = List.of(
            KubernetesObject.getClassSchema(),
            RedDelta.getClassSchema(),
            LogDelta.getClassSchema(),
            Watermark.getClassSchema(),
            RedWindow.getClassSchema(),
            SampleBatch.getClassSchema(),
            RuleFileVersion.getClassSchema(),
            DeploymentEvent.getClassSchema(),
            Verdict.getClassSchema(),
            Alert.getClassSchema());

    private static final Map<String, Schema> BY_NAME =
            SCHEMAS.stream().collect(Collectors.toUnmodifiableMap(Schema::getFullName, schema -> schema));

    private static final Map<String, Schema> PUBLISHED =
            SCHEMAS.stream().collect(Collectors.toUnmodifiableMap(Schema::getFullName, Facts::withoutJava));

    private Facts() {}

    /** All of them, as their generated classes know them. */
    static List<Schema> schemas() {
        return SCHEMAS;
    }

    /** The schema that the generated class with this full name reads into. */
    static Optional<Schema> schema(String fullName) {
        return Optional.ofNullable(BY_NAME.get(fullName));
    }

    /**
     * The same schema as others see it: without what concerns our Java classes alone.
     *
     * @throws IllegalArgumentException if no fact has this name
     */
    static Schema published(String fullName) {
        Schema schema = PUBLISHED.get(fullName);
        if (schema == null) {
            throw new IllegalArgumentException("fact: " + fullName + " (expected: one of " + BY_NAME.keySet() + ")");
        }
        return schema;
    }

    private static Schema withoutJava(Schema schema) {
        try {
            JsonNode tree = new JsonMapper().readTree(schema.toString());
            removeStringType(tree);
            return new Schema.Parser().parse(tree.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schema prints as JSON", e);
        }
    }

    private static void removeStringType(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(GenericData.STRING_PROP);
            for (String name : namesOf(object)) {
                JsonNode value = object.get(name);
                removeStringType(value);
                object.set(name, plain(value));
            }
        } else {
            node.forEach(Facts::removeStringType);
        }
    }

    private static List<String> namesOf(ObjectNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    /** {@code {"type":"string"}} is {@code "string"}. */
    private static JsonNode plain(JsonNode value) {
        return value.isObject() && value.size() == 1 && value.path("type").isTextual() ? value.get("type") : value;
    }

    private static final class Model extends SpecificData {

        Model() {
            super(Facts.class.getClassLoader());
            addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        }

        /** Avro's own list compares its items without knowing of times, and so throws where two verdicts are compared. */
        @Override
        public Object newArray(@Nullable Object old, int size, Schema schema) {
            return new ArrayList<>(size);
        }
    }
}
