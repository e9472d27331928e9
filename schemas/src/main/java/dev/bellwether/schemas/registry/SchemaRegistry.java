package dev.bellwether.schemas.registry;

import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Schemas by id, and by subject and version. Semantics are those of Confluent's registry for Avro: an id stands for one schema
 * text, whatever the subjects it is registered under; a subject's versions count up from 1; a new version must be compatible
 * with the earlier ones as the subject's level demands.
 *
 * <p>Safe for use by many threads. Every method throws {@link SchemaRegistryException} where the registry does not answer or
 * answers with an error.
 */
public interface SchemaRegistry {

    /**
     * Registers a schema as the newest version of a subject, unless the subject has it already.
     *
     * @return the schema's id, also where it was registered before
     * @throws IncompatibleSchemaException if earlier versions do not allow it
     */
    int register(String subject, Schema schema);

    /**
     * The schema with this id.
     *
     * @throws UnknownSchemaException if there is none
     */
    Schema byId(int id);

    /** This very schema among the versions of a subject. */
    Optional<RegisteredSchema> lookup(String subject, Schema schema);

    /** The newest version of a subject. */
    Optional<RegisteredSchema> latest(String subject);

    /** All subjects that have a version, sorted. */
    List<String> subjects();

    /** Whether {@link #register} would take this schema; always true where the subject has no version yet. */
    boolean isCompatible(String subject, Schema schema);

    /** The level that holds where a subject has none of its own. */
    CompatibilityLevel compatibility();

    /** The level that holds for this subject. */
    CompatibilityLevel compatibility(String subject);

    /** Sets the level that holds where a subject has none of its own. */
    void setCompatibility(CompatibilityLevel level);

    /** Sets the level of one subject, which need not have a version yet. */
    void setCompatibility(String subject, CompatibilityLevel level);
}
