package dev.bellwether.testing;

import static java.util.Objects.requireNonNull;

import dev.bellwether.schemas.registry.CompatibilityLevel;
import dev.bellwether.schemas.registry.IncompatibleSchemaException;
import dev.bellwether.schemas.registry.RegisteredSchema;
import dev.bellwether.schemas.registry.SchemaRegistry;
import dev.bellwether.schemas.registry.UnknownSchemaException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** A schema registry in memory, for tests that have no server. Starts empty, with the level FULL_TRANSITIVE. */
public final class LocalSchemas implements SchemaRegistry {

    private final List<Schema> byId = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, List<RegisteredSchema>> versions = new TreeMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();
    private CompatibilityLevel level = CompatibilityLevel.FULL_TRANSITIVE;

    @Override
    public synchronized int register(String subject, Schema schema) {
        Optional<RegisteredSchema> known = lookup(subject, schema);
        if (known.isPresent()) {
            return known.get().id();
        }
        List<String> problems = problems(subject, schema);
        if (!problems.isEmpty()) {
            throw new IncompatibleSchemaException(subject + ": " + String.join("; ", problems));
        }
        int id = ids.computeIfAbsent(schema.toString(), absent -> {
            byId.add(schema);
            return byId.size();
        });
        List<RegisteredSchema> ofSubject = versions.computeIfAbsent(subject, absent -> new ArrayList<>());
        ofSubject.add(new RegisteredSchema(subject, ofSubject.size() + 1, id, schema));
        return id;
    }

    @Override
    public synchronized Schema byId(int id) {
        if (id < 1 || id > byId.size()) {
            throw new UnknownSchemaException("schema id " + id + " is not known");
        }
        return byId.get(id - 1);
    }

    @Override
    public synchronized Optional<RegisteredSchema> lookup(String subject, Schema schema) {
        String text = schema.toString();
        return versionsOf(subject).stream()
                .filter(version -> version.schema().toString().equals(text))
                .findFirst();
    }

    @Override
    public synchronized Optional<RegisteredSchema> latest(String subject) {
        List<RegisteredSchema> ofSubject = versionsOf(subject);
        return ofSubject.isEmpty() ? Optional.empty() : Optional.of(ofSubject.get(ofSubject.size() - 1));
    }

    @Override
    public synchronized List<String> subjects() {
        return List.copyOf(versions.keySet());
    }

    @Override
    public synchronized boolean isCompatible(String subject, Schema schema) {
        return problems(subject, schema).isEmpty();
    }

    @Override
    public synchronized CompatibilityLevel compatibility() {
        return level;
    }

    @Override
    public synchronized CompatibilityLevel compatibility(String subject) {
        return levels.getOrDefault(subject, level);
    }

    @Override
    public synchronized void setCompatibility(CompatibilityLevel newLevel) {
        level = requireNonNull(newLevel, "newLevel");
    }

    @Override
    public synchronized void setCompatibility(String subject, CompatibilityLevel newLevel) {
        levels.put(requireNonNull(subject, "subject"), requireNonNull(newLevel, "newLevel"));
    }

    private List<RegisteredSchema> versionsOf(String subject) {
        return versions.getOrDefault(subject, List.of());
    }

    private List<String> problems(String subject, Schema schema) {
        List<Schema> earlier =
                versionsOf(subject).stream().map(RegisteredSchema::schema).toList();
        return compatibility(subject).problems(schema, earlier);
    }
}
