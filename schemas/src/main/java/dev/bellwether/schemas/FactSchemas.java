package dev.bellwether.schemas;

import dev.bellwether.schemas.registry.CompatibilityLevel;
import dev.bellwether.schemas.registry.RegisteredSchema;
import dev.bellwether.schemas.registry.SchemaRegistry;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Puts the schemas of all facts into a registry, so that a reader finds them before the first fact is written. */
public final class FactSchemas {

    private FactSchemas() {}

    /**
     * Registers every fact of every topic and holds its subject to FULL_TRANSITIVE from then on. What is there already is left
     * as it is.
     *
     * @throws dev.bellwether.schemas.registry.IncompatibleSchemaException if the registry has versions that ours does not
     *     follow: another program uses the subject, or a newer Bellwether has been here
     * @throws dev.bellwether.schemas.registry.SchemaRegistryException if the registry refuses or does not answer
     */
    public static void register(SchemaRegistry registry, Topics topics) {
        for (Topic topic : topics.all()) {
            for (Class<? extends SpecificRecord> fact : topic.facts()) {
                register(registry, topic, of(fact));
            }
        }
    }

    private static void register(SchemaRegistry registry, Topic topic, Schema schema) {
        String subject = topic.subject(schema);
        if (registry.compatibility(subject) != CompatibilityLevel.FULL_TRANSITIVE) {
            registry.setCompatibility(subject, CompatibilityLevel.FULL_TRANSITIVE);
        }
        Optional<RegisteredSchema> known = registry.lookup(subject, schema);
        if (known.isEmpty()) {
            registry.register(subject, schema);
        }
    }

    /**
     * The schema of a fact as it stands in the registry.
     *
     * @throws IllegalArgumentException if no topic holds such records
     */
    public static Schema of(Class<? extends SpecificRecord> fact) {
        return Facts.published(fact.getName());
    }
}
