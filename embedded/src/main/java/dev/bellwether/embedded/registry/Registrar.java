package dev.bellwether.embedded.registry;

import dev.bellwether.schemas.registry.CompatibilityLevel;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The one who changes {@link Subjects}: decides on what is known, appends, and returns when the change was read back. One change
 * at a time, so that each sees the one before it.
 */
final class Registrar {

    private final Subjects subjects;
    private final SchemaLog log;

    Registrar(Subjects subjects, SchemaLog log) {
        this.subjects = subjects;
        this.log = log;
    }

    /**
     * @return the version that the subject has for this schema, new or not
     * @throws RegistryError if earlier versions do not allow it, or the topic does not take it
     */
    synchronized Change.Version register(String subject, Schema schema) {
        log.settle();
        Subjects.Registration registration = subjects.registration(subject, schema);
        if (registration.isNew()) {
            log.append(registration.version());
        }
        return registration.version();
    }

    /**
     * Sets a level, or takes it back.
     *
     * @param subject null for the level that holds where a subject has none
     * @param level null to take it back
     */
    synchronized void setLevel(@Nullable String subject, @Nullable CompatibilityLevel level) {
        log.settle();
        log.append(new Change.Level(subject, level));
    }
}
