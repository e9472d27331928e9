package dev.bellwether.schemas.registry;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * What a new version of a subject must be able to do with the earlier ones. Names and meaning are Confluent's: see "Schema
 * Evolution and Compatibility" in its documentation.
 */
public enum CompatibilityLevel {
    /** Anything goes. */
    NONE(false, false, false),
    /** Reads what the last version wrote. */
    BACKWARD(true, false, false),
    /** Reads what any version wrote. */
    BACKWARD_TRANSITIVE(true, false, true),
    /** Can be read by the last version. */
    FORWARD(false, true, false),
    /** Can be read by every version. */
    FORWARD_TRANSITIVE(false, true, true),
    /** Both ways with the last version. */
    FULL(true, true, false),
    /** Both ways with every version: the level of Bellwether's facts. */
    FULL_TRANSITIVE(true, true, true);

    private final boolean backward;
    private final boolean forward;
    private final boolean transitive;

    CompatibilityLevel(boolean backward, boolean forward, boolean transitive) {
        this.backward = backward;
        this.forward = forward;
        this.transitive = transitive;
    }

    /** Whether all earlier versions count, and not only the last. */
    boolean isTransitive() {
        return transitive;
    }

    /**
     * What keeps a schema from following the earlier versions.
     *
     * @param candidate the schema that wants to be the next version
     * @param earlier the versions so far, oldest first
     * @return one sentence for each problem; empty where the schema is compatible
     */
    public List<String> problems(Schema candidate, List<Schema> earlier) {
        requireNonNull(candidate, "candidate");
        List<String> problems = new ArrayList<>();
        int first = transitive ? 0 : Math.max(0, earlier.size() - 1);
        for (int i = first; i < earlier.size(); i++) {
            String version = "version " + (i + 1);
            if (backward) {
                addProblems(problems, "the new schema cannot read " + version, candidate, earlier.get(i));
            }
            if (forward) {
                addProblems(problems, version + " cannot read the new schema", earlier.get(i), candidate);
            }
        }
        return List.copyOf(problems);
    }

    private static void addProblems(List<String> problems, String what, Schema reader, Schema writer) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult();
        if (result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE) {
            return;
        }
        result.getIncompatibilities()
                .forEach(found -> problems.add("%s: %s at %s: %s"
                        .formatted(
                                what,
                                found.getType().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                found.getLocation(),
                                found.getMessage())));
    }
}
