package dev.bellwether.console.log;

import dev.bellwether.schemas.registry.CompatibilityLevel;
import dev.bellwether.schemas.registry.RegisteredSchema;
import dev.bellwether.schemas.registry.SchemaRegistry;
import dev.bellwether.schemas.registry.SchemaRegistryException;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** A registry that gives no schema by its id for some calls, as one that is being restarted. */
final class FlakySchemas implements SchemaRegistry {

    private final SchemaRegistry registry;
    private int failures;

    FlakySchemas(SchemaRegistry registry, int failures) {
        this.registry = registry;
        this.failures = failures;
    }

    @Override
    public Schema byId(int id) {
        if (failures-- > 0) {
            throw new SchemaRegistryException("the registry does not answer", null);
        }
        return registry.byId(id);
    }

    @Override
    public int register(String subject, Schema schema) {
        return registry.register(subject, schema);
    }

    @Override
    public Optional<RegisteredSchema> lookup(String subject, Schema schema) {
        return registry.lookup(subject, schema);
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        return registry.latest(subject);
    }

    @Override
    public List<String> subjects() {
        return registry.subjects();
    }

    @Override
    public boolean isCompatible(String subject, Schema schema) {
        return registry.isCompatible(subject, schema);
    }

    @Override
    public CompatibilityLevel compatibility() {
        return registry.compatibility();
    }

    @Override
    public CompatibilityLevel compatibility(String subject) {
        return registry.compatibility(subject);
    }

    @Override
    public void setCompatibility(CompatibilityLevel level) {
        registry.setCompatibility(level);
    }

    @Override
    public void setCompatibility(String subject, CompatibilityLevel level) {
        registry.setCompatibility(subject, level);
    }
}
