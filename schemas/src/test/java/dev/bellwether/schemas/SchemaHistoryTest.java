package dev.bellwether.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.schemas.registry.CompatibilityLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds facts.avdl against every version that was committed before. Run with {@code -Dschema.history.write=true}, the test of
 * the newest version writes what is missing.
 */
final class SchemaHistoryTest {

    private static final Path HISTORY = Path.of("src/test/resources/schema-history");
    private static final String WRITE = "schema.history.write";

    static List<Schema> facts() {
        return Facts.schemas().stream()
                .map(schema -> Facts.published(schema.getFullName()))
                .toList();
    }

    /** Every named type that stands in a fact. */
    static Stream<Schema> types() {
        Map<String, Schema> types = new LinkedHashMap<>();
        Facts.schemas().forEach(fact -> collect(fact, types));
        return types.values().stream();
    }

    @ParameterizedTest
    @MethodSource("facts")
    void theNewestCommittedVersionIsTheCurrentSchema(Schema fact) throws IOException {
        NavigableMap<Integer, Schema> versions = versions(fact);
        int next = versions.isEmpty() ? 1 : versions.lastKey() + 1;
        Path file = folder(fact).resolve(next + ".avsc");
        boolean committed =
                !versions.isEmpty() && text(versions.lastEntry().getValue()).equals(text(fact));
        if (!committed && Boolean.getBoolean(WRITE)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text(fact), UTF_8);
            return;
        }
        assertThat(committed)
                .as(
                        "%s has changed since its last committed version. If that is meant, commit the new one as schemas/%s: "
                                + "mvn -pl schemas test -Dtest=SchemaHistoryTest -D%s=true writes it",
                        fact.getFullName(), file, WRITE)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("facts")
    void theCurrentSchemaFollowsEveryCommittedVersionInBothDirections(Schema fact) throws IOException {
        assertThat(CompatibilityLevel.FULL_TRANSITIVE.problems(
                        fact, new ArrayList<>(versions(fact).values())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everythingIsDocumentedAndHasADefault(Schema type) {
        assertThat(type.getDoc()).as("documentation of %s", type).isNotBlank();
        if (type.getType() == Schema.Type.ENUM) {
            assertThat(type.getEnumDefault()).as("default of %s", type).isEqualTo("UNKNOWN");
            assertThat(type.getEnumSymbols()).contains("UNKNOWN");
            type.getEnumSymbols().stream()
                    .filter(symbol -> !symbol.equals("UNKNOWN"))
                    .forEach(symbol -> assertThat(type.getDoc())
                            .as("documentation of %s", type)
                            .contains("\n" + symbol + ": "));
            return;
        }
        for (Schema.Field field : type.getFields()) {
            assertThat(field.doc()).as("documentation of %s in %s", field, type).isNotBlank();
            assertThat(field.hasDefaultValue())
                    .as("default of %s in %s", field, type)
                    .isTrue();
        }
    }

    @Test
    void everyFolderOfTheHistoryIsOfAFactThatStillExists() throws IOException {
        try (Stream<Path> folders = Files.list(HISTORY)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Facts.schemas().stream().map(Schema::getName).toList());
        }
    }

    private static Path folder(Schema fact) {
        return HISTORY.resolve(fact.getName());
    }

    private static NavigableMap<Integer, Schema> versions(Schema fact) throws IOException {
        NavigableMap<Integer, Schema> versions = new TreeMap<>();
        if (!Files.isDirectory(folder(fact))) {
            return versions;
        }
        try (Stream<Path> files = Files.list(folder(fact))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                versions.put(
                        Integer.parseInt(name.replace(".avsc", "")),
                        new Schema.Parser().parse(Files.readString(file, UTF_8)));
            }
        }
        assertThat(versions.keySet())
                .as("versions of %s count up from 1", fact)
                .last()
                .isEqualTo(versions.size());
        return versions;
    }

    private static String text(Schema schema) {
        return SchemaFormatter.format("json/pretty", schema) + "\n";
    }

    private static void collect(Schema schema, Map<String, Schema> types) {
        switch (schema.getType()) {
            case RECORD -> {
                if (types.putIfAbsent(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), types));
                }
            }
            case ENUM -> types.put(schema.getFullName(), schema);
            case ARRAY -> collect(schema.getElementType(), types);
            case MAP -> collect(schema.getValueType(), types);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, types));
            default -> {
                // no name, nothing inside
            }
        }
    }
}
