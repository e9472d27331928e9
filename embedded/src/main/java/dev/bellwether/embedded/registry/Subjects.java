package dev.bellwether.embedded.registry;

import static java.util.Objects.requireNonNull;

import dev.bellwether.schemas.registry.CompatibilityLevel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * Subjects with their versions, ids and levels: what the changes so far add up to. The same changes in the same order give the
 * same state. Without Kafka and HTTP; safe for use by many threads.
 *
 * <p>An id stands for one schema, whatever the subjects that have it: two schemas are the same where Avro renders them the same.
 */
final class Subjects {

    private final CompatibilityLevel defaultLevel;
    private final SortedMap<String, NavigableMap<Integer, Change.Version>> subjects = new TreeMap<>();
    private final NavigableMap<Integer, String> textsById = new TreeMap<>();
    private final Map<String, Integer> idsByText = new HashMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();
    private CompatibilityLevel level;

    Subjects(CompatibilityLevel defaultLevel) {
        this.defaultLevel = requireNonNull(defaultLevel, "defaultLevel");
        this.level = defaultLevel;
    }

    synchronized void apply(Change change) {
        if (change instanceof Change.Version version) {
            subjects.computeIfAbsent(version.subject(), absent -> new TreeMap<>())
                    .put(version.version(), version);
            textsById.putIfAbsent(version.id(), version.schema());
            idsByText.putIfAbsent(version.schema(), version.id());
        } else if (change instanceof Change.Level changed) {
            apply(changed);
        }
    }

    private void apply(Change.Level changed) {
        if (changed.subject() == null) {
            level = changed.level() == null ? defaultLevel : changed.level();
        } else if (changed.level() == null) {
            levels.remove(changed.subject());
        } else {
            levels.put(changed.subject(), changed.level());
        }
    }

    /**
     * The version that registering this schema comes to: one that is there, or the next.
     *
     * @throws RegistryError if earlier versions do not allow it
     */
    synchronized Registration registration(String subject, Schema schema) {
        String text = schema.toString();
        Optional<Change.Version> known = lookup(subject, schema);
        if (known.isPresent()) {
            return new Registration(known.get(), false);
        }
        List<String> problems = problems(subject, schema);
        if (!problems.isEmpty()) {
            throw RegistryError.incompatible(subject, String.join("; ", problems));
        }
        NavigableMap<Integer, Change.Version> versions = subjects.getOrDefault(subject, new TreeMap<>());
        int version = versions.isEmpty() ? 1 : versions.lastKey() + 1;
        int id = idsByText.getOrDefault(text, textsById.isEmpty() ? 1 : textsById.lastKey() + 1);
        return new Registration(new Change.Version(subject, version, id, text), true);
    }

    /**
     * What registering comes to.
     *
     * @param isNew whether the version has to be written first
     */
    record Registration(Change.Version version, boolean isNew) {}

    synchronized List<String> names() {
        return List.copyOf(subjects.keySet());
    }

    /** Oldest first; empty where there is no such subject. */
    synchronized List<Change.Version> versions(String subject) {
        NavigableMap<Integer, Change.Version> versions = subjects.get(subject);
        return versions == null ? List.of() : List.copyOf(versions.values());
    }

    synchronized Optional<Change.Version> lookup(String subject, Schema schema) {
        String text = schema.toString();
        return versions(subject).stream()
                .filter(version -> version.schema().equals(text))
                .findFirst();
    }

    synchronized Optional<String> byId(int id) {
        return Optional.ofNullable(textsById.get(id));
    }

    /** The versions that have this id, by subject and version. */
    synchronized List<Change.Version> withId(int id) {
        return subjects.values().stream()
                .map(NavigableMap::values)
                .flatMap(Collection::stream)
                .filter(version -> version.id() == id)
                .toList();
    }

    /** The level that holds where a subject has none. */
    synchronized CompatibilityLevel level() {
        return level;
    }

    /** The subject's own level. */
    synchronized Optional<CompatibilityLevel> level(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    /** What keeps this schema from being the subject's next version. */
    synchronized List<String> problems(String subject, Schema schema) {
        return problems(subject, schema, versions(subject));
    }

    /** What keeps this schema from following this one version, at the subject's level. */
    synchronized List<String> problems(Change.Version earlier, Schema schema) {
        return problems(earlier.subject(), schema, List.of(earlier));
    }

    private List<String> problems(String subject, Schema schema, List<Change.Version> earlier) {
        List<Schema> schemas = new ArrayList<>();
        for (Change.Version version : earlier) {
            schemas.add(parse(version.schema()));
        }
        return levels.getOrDefault(subject, level).problems(schema, schemas);
    }

    /**
     * Reads a schema's text.
     *
     * @throws RegistryError if Avro does not take it
     */
    static Schema parse(String text) {
        try {
            return new Schema.Parser().parse(text);
        } catch (RuntimeException e) {
            // Avro's own for most mistakes, but a NullPointerException for an unknown name (1.12.2).
            throw RegistryError.invalidSchema(String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            throw RegistryError.invalidSchema("nested too deeply");
        }
    }
}
