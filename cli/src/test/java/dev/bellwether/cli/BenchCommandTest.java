package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellwether.testing.Requirements;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BenchCommandTest {

    @Test
    void rowOfJson_forEachQueryAndKind() throws IOException {
        String prometheus = Requirements.program("prometheus", "prometheus").toString();
        Run run = Run.of(
                "bench",
                "promql",
                "--prometheus",
                prometheus,
                "--series",
                "20",
                "--query",
                "join",
                "--json",
                "--seconds",
                "0");

        assertThat(run.code()).isZero();
        assertThat(run.outLines()).hasSize(2);
        JsonNode row = new ObjectMapper().readTree(run.outLines().get(0));
        assertThat(row.get("series").asInt()).isEqualTo(20);
        assertThat(row.get("query").asText()).isEqualTo("join");
        assertThat(row.get("kind").asText()).isEqualTo("instant");
        assertThat(row.get("same").asBoolean()).isTrue();
        assertThat(row.get("bellwether").get("runs").asInt()).isEqualTo(3);
        assertThat(row.get("prometheus").get("runs").asInt()).isEqualTo(3);
    }

    @Test
    void unknownQuery_isRefusedWithTheNamesThereAre() {
        Run run = Run.of("bench", "promql", "--prometheus", "/usr/bin/true", "--query", "fast");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--query: \"fast\" (expected: nothing, sum, rate,");
    }

    @Test
    void tooFewSeries_areRefused() {
        Run run = Run.of("bench", "promql", "--prometheus", "/usr/bin/true", "--series", "1000,9");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--series: at least 10");
    }

    @Test
    void programThatIsNoPrometheus_isToldWithItsLastWords() {
        Run run = Run.of("bench", "promql", "--prometheus", "/bin/false", "--series", "10");

        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.err()).contains("/bin/false: Prometheus does not start");
    }
}
