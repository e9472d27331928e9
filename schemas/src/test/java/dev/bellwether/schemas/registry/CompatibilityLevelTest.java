package dev.bellwether.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CompatibilityLevelTest {

    private static final Schema EMPTY = record("");
    private static final Schema REQUIRED = record("{\"name\": \"a\", \"type\": \"int\"}");
    private static final Schema OPTIONAL = record("{\"name\": \"a\", \"type\": \"int\", \"default\": 0}");
    private static final Schema TEXT = record("{\"name\": \"a\", \"type\": \"string\", \"default\": \"\"}");

    @ParameterizedTest
    @CsvSource({
        // level, field added, field removed, text over (int, nothing)
        "NONE, true, true, true",
        "BACKWARD, false, true, true",
        "BACKWARD_TRANSITIVE, false, true, false",
        "FORWARD, true, false, true",
        "FORWARD_TRANSITIVE, true, false, false",
        "FULL, false, false, true",
        "FULL_TRANSITIVE, false, false, false"
    })
    void eachLevel_allowsWhatConfluentDocuments(
            CompatibilityLevel level, boolean addRequired, boolean removeRequired, boolean contradictTheFirst) {
        assertThat(level.problems(REQUIRED, List.of(EMPTY)).isEmpty()).isEqualTo(addRequired);
        assertThat(level.problems(EMPTY, List.of(REQUIRED)).isEmpty()).isEqualTo(removeRequired);
        assertThat(level.problems(TEXT, List.of(OPTIONAL, EMPTY)).isEmpty()).isEqualTo(contradictTheFirst);
    }

    @Test
    void theFirstVersion_isAlwaysAllowed() {
        for (CompatibilityLevel level : CompatibilityLevel.values()) {
            assertThat(level.problems(REQUIRED, List.of())).isEmpty();
        }
    }

    @Test
    void problems_sayWhatWithWhichVersionAndWhere() {
        assertThat(CompatibilityLevel.FULL_TRANSITIVE.problems(TEXT, List.of(EMPTY, OPTIONAL)))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("the new schema cannot read version 2: type mismatch at /fields/0/type"))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("version 2 cannot read the new schema: type mismatch at"));
    }

    private static Schema record(String fields) {
        return new Schema.Parser().parse("{\"type\": \"record\", \"name\": \"R\", \"fields\": [" + fields + "]}");
    }
}
