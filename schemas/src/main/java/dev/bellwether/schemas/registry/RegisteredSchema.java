package dev.bellwether.schemas.registry;

import static java.util.Objects.requireNonNull;

import org.apache.avro.Schema;

/**
 * One version of a subject.
 *
 * @param subject what it is registered under
 * @param version its number within the subject, from 1
 * @param id its number within the registry
 * @param schema the schema itself
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {

    public RegisteredSchema {
        requireNonNull(subject, "subject");
        requireNonNull(schema, "schema");
    }
}
