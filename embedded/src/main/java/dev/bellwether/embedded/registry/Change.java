package dev.bellwether.embedded.registry;

import static java.util.Objects.requireNonNull;

import dev.bellwether.schemas.registry.CompatibilityLevel;
import org.jspecify.annotations.Nullable;

/** One record of the registry's topic: what it changes. */
sealed interface Change {

    /**
     * A version of a subject.
     *
     * @param schema Avro's own rendering of the schema, {@code Schema.toString()}
     */
    record Version(String subject, int version, int id, String schema) implements Change {

        public Version {
            requireNonNull(subject, "subject");
            requireNonNull(schema, "schema");
            if (version < 1) {
                throw new IllegalArgumentException("version: " + version + " (expected: at least 1)");
            }
            if (id < 1) {
                throw new IllegalArgumentException("id: " + id + " (expected: at least 1)");
            }
        }
    }

    /**
     * A compatibility level.
     *
     * @param subject whose; null for the one that holds where a subject has none
     * @param level null where it is taken back
     */
    record Level(@Nullable String subject, @Nullable CompatibilityLevel level) implements Change {}

    /** Nothing: written in order to be read, which proves that everything before it was. */
    record Nothing() implements Change {}
}
