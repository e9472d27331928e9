package dev.bellwether.embedded.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.schemas.registry.CompatibilityLevel;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes as records of the topic, in the format of Confluent's registry: JSON keys with {@code keytype} SCHEMA, CONFIG or NOOP,
 * JSON values; so that the topic can be read, and taken over, by one.
 */
final class ChangeJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ChangeJson() {}

    static byte[] key(Change change) {
        ObjectNode key = JSON.createObjectNode();
        if (change instanceof Change.Version version) {
            key.put("keytype", "SCHEMA")
                    .put("subject", version.subject())
                    .put("version", version.version())
                    .put("magic", 1);
        } else if (change instanceof Change.Level level) {
            key.put("keytype", "CONFIG").put("subject", level.subject()).put("magic", 0);
        } else {
            key.put("keytype", "NOOP").put("magic", 0);
        }
        return bytes(key);
    }

    /** Null is a tombstone: a level that is taken back, and a record without meaning. */
    static byte @Nullable [] value(Change change) {
        if (change instanceof Change.Version version) {
            return bytes(JSON.createObjectNode()
                    .put("subject", version.subject())
                    .put("version", version.version())
                    .put("id", version.id())
                    .put("schema", version.schema())
                    .put("deleted", false));
        }
        if (change instanceof Change.Level level && level.level() != null) {
            return bytes(JSON.createObjectNode()
                    .put("compatibilityLevel", level.level().name()));
        }
        return null;
    }

    /**
     * Reads a record back.
     *
     * @return empty where it is of a kind that this registry does not write
     * @throws IOException if it is none of Confluent's format
     */
    static Optional<Change> read(byte @Nullable [] keyBytes, byte @Nullable [] valueBytes) throws IOException {
        if (keyBytes == null) {
            throw new IOException("record without a key");
        }
        JsonNode key = JSON.readTree(keyBytes);
        String type = key.path("keytype").asText();
        try {
            return switch (type) {
                case "SCHEMA" ->
                    valueBytes == null ? Optional.empty() : Optional.of(version(JSON.readTree(valueBytes)));
                case "CONFIG" -> Optional.of(level(key, valueBytes));
                case "NOOP" -> Optional.of(new Change.Nothing());
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Change version(JsonNode value) {
        return new Change.Version(
                value.path("subject").asText(),
                value.path("version").asInt(),
                value.path("id").asInt(),
                value.path("schema").asText());
    }

    private static Change level(JsonNode key, byte @Nullable [] valueBytes) throws IOException {
        String subject = key.path("subject").isTextual() ? key.path("subject").asText() : null;
        if (valueBytes == null) {
            return new Change.Level(subject, null);
        }
        JsonNode level = JSON.readTree(valueBytes).path("compatibilityLevel");
        return new Change.Level(subject, CompatibilityLevel.valueOf(level.asText()));
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings and numbers cannot fail to be written", e);
        }
    }
}
