package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.cli.ServerClient.Credentials;
import dev.bellwether.cli.ServerClient.Question;
import dev.bellwether.testing.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that answer without end, or not at all. */
class ServerClientTest {

    private static final Duration PATIENCE = Duration.ofMillis(300);

    @ParameterizedTest
    @ValueSource(ints = {200, 400})
    void anAnswerWithoutEnd_isGivenUp(int status) throws IOException {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.withoutEnd(status))) {
            Run run = Run.of("status", "--server", server.uri().toString());

            assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
            assertThat(run.err()).contains("is no Bellwether", "longer than 16777216 bytes");
        }
    }

    @Test
    void aLineWithoutEnd_isGivenUp() throws IOException {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.withoutEnd(200))) {
            Run run = Run.of("tail", "verdicts", "--server", server.uri().toString());

            assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
            assertThat(run.err()).contains("is no Bellwether", "longer than 16777216 bytes");
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void aRefusalOfLinesWithoutEnd_isGivenUp() throws IOException {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.withoutEnd(400))) {
            Run run = Run.of("tail", "verdicts", "--server", server.uri().toString());

            assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
            assertThat(run.err()).contains("longer than 65536 bytes");
        }
    }

    /** Says nothing, or only the head and the beginning of its answer. */
    @ParameterizedTest
    @ValueSource(ints = {0, 200, 400})
    void anAnswerThatDoesNotComeOn_isGivenUpInTime(int status) throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(status == 0 ? ScriptedServer.silent() : ScriptedServer.stalling(status))) {
            ServerClient client = new ServerClient(server.uri(), Credentials.NONE, PATIENCE);

            assertThatThrownBy(() -> client.get(new Question("/v1/status")))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("no complete answer within 0.3 s");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 400})
    void linesThatDoNotBegin_areGivenUpInTime(int status) throws IOException {
        try (ScriptedServer server =
                new ScriptedServer(status == 0 ? ScriptedServer.silent() : ScriptedServer.stalling(status))) {
            ServerClient client = new ServerClient(server.uri(), Credentials.NONE, PATIENCE);

            assertThatThrownBy(() -> client.stream(new Question("/v1/facts/verdicts")))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("no complete answer within 0.3 s");
        }
    }
}
