package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the doctor's command prints, and how it ends; what is found is tested beside the doctor. */
class DoctorCommandTest {

    @Test
    void aProblem_isALineWithWhatToDo_and1() throws IOException {
        Run run = doctor();

        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.outLines().get(0))
                .matches("PROBLEM +kafka address +127\\.0\\.0\\.1:\\d+: nobody listens there.*");
        assertThat(run.outLines().get(1)).matches(" +→ check kafka\\.bootstrap-servers, .*");
        assertThat(run.outLines()).anyMatch(line -> line.matches("SKIPPED +kafka rights +no address answers"));
        assertThat(run.err()).isEmpty();
    }

    @Test
    void inJson_everyFindingIsALine() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : doctor("--json").outLines()) {
            lines.add(ServerClient.JSON.readTree(line));
        }

        assertThat(lines)
                .extracting(line ->
                        line.path("check").asText() + " " + line.path("outcome").asText())
                .containsExactly(
                        "kafka address PROBLEM",
                        "kafka brokers SKIPPED",
                        "kafka rights SKIPPED",
                        "kafka topics SKIPPED",
                        "schema registry PROBLEM",
                        "schemas SKIPPED");
        assertThat(lines.get(0).path("advice").asText()).isNotEmpty();
    }

    @Test
    void noClusterNamed_isWrongConfiguration() {
        Run run = Run.of("doctor", "--set", "kafka.bootstrap-servers=");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("kafka.bootstrap-servers is empty");
    }

    @Test
    void noRegistryNamed_isWrongConfiguration() {
        Run run = Run.of("doctor", "--set", "kafka.bootstrap-servers=a:1", "--set", "schema-registry.url=");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("schema-registry.url is missing");
    }

    @Test
    void moreCopiesAskedForThanThereAre_isWrongConfiguration() throws IOException {
        Run run = doctor("--set", "topics.min-insync-replicas=4");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains("topics.min-insync-replicas: 4 (expected: at most topics.replication-factor, 3)");
    }

    private static Run doctor(String... arguments) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        return Run.of(Stream.concat(
                        Stream.of(
                                "doctor",
                                "--set",
                                "kafka.bootstrap-servers=127.0.0.1:" + port,
                                "--set",
                                "schema-registry.url=http://127.0.0.1:" + port),
                        Stream.of(arguments))
                .toArray(String[]::new));
    }
}
