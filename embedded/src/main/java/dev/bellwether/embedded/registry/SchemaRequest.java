package dev.bellwether.embedded.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellwether.schemas.registry.CompatibilityLevel;
import java.util.Locale;
import org.apache.avro.Schema;

/** Reads what clients send. */
final class SchemaRequest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaRequest() {}

    /**
     * The Avro schema in a body {@code {"schema": "…"}}.
     *
     * @throws RegistryError if there is none that this registry can keep
     */
    static Schema schema(String body) {
        JsonNode request = object(body);
        String type = request.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw RegistryError.invalidSchema("schema type " + type + " is not supported: only AVRO is");
        }
        if (!request.path("references").isEmpty()) {
            throw RegistryError.invalidSchema("references are not supported: send a schema that holds all its types");
        }
        JsonNode schema = request.path("schema");
        if (!schema.isTextual() || schema.asText().isBlank()) {
            throw RegistryError.invalidSchema("the field \"schema\" is missing or empty");
        }
        return Subjects.parse(schema.asText());
    }

    /** The level in a body {@code {"compatibility": "…"}}. */
    static CompatibilityLevel level(String body) {
        String level = object(body).path("compatibility").asText();
        try {
            return CompatibilityLevel.valueOf(level.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw RegistryError.invalidLevel(level);
        }
    }

    /** A version as it stands in a path: 1.., or {@link #LATEST}. */
    static int version(String text) {
        if (text.equals("latest") || text.equals("-1")) {
            return LATEST;
        }
        try {
            int version = Integer.parseInt(text);
            if (version >= 1) {
                return version;
            }
        } catch (NumberFormatException e) {
            throw RegistryError.invalidVersion(text);
        }
        throw RegistryError.invalidVersion(text);
    }

    /** What {@link #version} returns for the newest version. */
    static final int LATEST = Integer.MAX_VALUE;

    static int id(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw RegistryError.schemaNotFound(text);
        }
    }

    /** A subject that may be made: not empty, no control characters, no longer than a topic's name and a record's. */
    static String newSubject(String subject) {
        if (subject.isBlank()
                || subject.length() > MAX_SUBJECT
                || subject.chars().anyMatch(Character::isISOControl)) {
            throw RegistryError.invalidSubject(
                    "expected 1 to " + MAX_SUBJECT + " characters, none of them a control character");
        }
        return subject;
    }

    private static final int MAX_SUBJECT = 512;

    private static JsonNode object(String body) {
        try {
            JsonNode request = JSON.readTree(body);
            if (request.isObject()) {
                return request;
            }
        } catch (JsonProcessingException e) {
            throw RegistryError.badRequest("the body is not JSON: " + e.getOriginalMessage());
        }
        throw RegistryError.badRequest("the body is not a JSON object");
    }
}
