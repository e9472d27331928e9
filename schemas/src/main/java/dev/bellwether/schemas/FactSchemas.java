package dev.bellwether.schemas;

import dev.bellwether.schemas.registry.CompatibilityLevel;
import dev.bellwether.schemas.registry.SchemaRegistry;
import dev.bellwether.schemas.registry.SchemaRegistryException;
import java.util.function.BooleanSupplier;
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
        if (!isHeld(registry, subject)) {
            unlessDone(
                    () -> registry.setCompatibility(subject, CompatibilityLevel.FULL_TRANSITIVE),
                    () -> isHeld(registry, subject));
        }
        BooleanSupplier known = () -> registry.lookup(subject, schema).isPresent();
        if (!known.getAsBoolean()) {
            unlessDone(() -> registry.register(subject, schema), known);
        }
    }

    private static boolean isHeld(SchemaRegistry registry, String subject) {
        return registry.compatibility(subject) == CompatibilityLevel.FULL_TRANSITIVE;
    }

    /** Processes start together, and do the same: Apicurio answers 409 to the one that was a moment later. */
    private static void unlessDone(Runnable action, BooleanSupplier done) {
        try {
            action.run();
        } catch (SchemaRegistryException e) {
            if (!done.getAsBoolean()) {
                throw e;
            }
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
