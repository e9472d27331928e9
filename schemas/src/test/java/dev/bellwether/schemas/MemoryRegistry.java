package dev.bellwether.schemas;

import dev.bellwether.schemas.registry.CompatibilityLevel;
import dev.bellwether.schemas.registry.RegisteredSchema;
import dev.bellwether.schemas.registry.SchemaRegistry;
import dev.bellwether.schemas.registry.SchemaRegistryException;
import dev.bellwether.schemas.registry.UnknownSchemaException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** Schemas in a list, any schema under any subject; counts how often it is asked. Ids begin at 1. */
final class MemoryRegistry implements SchemaRegistry {

    final List<String> registered = new ArrayList<>();
    final Map<String, CompatibilityLevel> levels = new HashMap<>();
    int idsAsked;
    boolean answers = true;
    private final List<Schema> schemas = new ArrayList<>();

    /** Puts in a schema that somebody else wrote with. */
    synchronized int add(Schema schema) {
        schemas.add(schema);
        return schemas.size();
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        answerOrThrow();
        registered.add(subject);
        int known = schemas.indexOf(schema);
        return known >= 0 ? known + 1 : add(schema);
    }

    @Override
    public synchronized Schema byId(int id) {
        answerOrThrow();
        idsAsked++;
        if (id < 1 || id > schemas.size()) {
            throw new UnknownSchemaException("no schema " + id);
        }
        return schemas.get(id - 1);
    }

    private void answerOrThrow() {
        if (!answers) {
            throw new SchemaRegistryException("no answer");
        }
    }

    @Override
    public Optional<RegisteredSchema> lookup(String subject, Schema schema) {
        return Optional.empty();
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        return Optional.empty();
    }

    @Override
    public List<String> subjects() {
        return registered;
    }

    @Override
    public boolean isCompatible(String subject, Schema schema) {
        return true;
    }

    @Override
    public CompatibilityLevel compatibility() {
        return CompatibilityLevel.BACKWARD;
    }

    @Override
    public CompatibilityLevel compatibility(String subject) {
        return levels.getOrDefault(subject, compatibility());
    }

    @Override
    public void setCompatibility(CompatibilityLevel level) {
        throw new UnsupportedOperationException("other people's subjects are none of our business");
    }

    @Override
    public void setCompatibility(String subject, CompatibilityLevel level) {
        levels.put(subject, level);
    }
}
