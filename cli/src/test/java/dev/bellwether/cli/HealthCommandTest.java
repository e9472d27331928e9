package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class HealthCommandTest {

    @Test
    void aServerThatLives_is0() throws IOException {
        try (StubServer server = StubServer.start().answering("{\"alive\":true}")) {
            Run run = Run.of("health", "--server", server.url());

            assertThat(run.code()).isZero();
            assertThat(run.outLines()).containsExactly("{\"alive\":true}");
            assertThat(server.askedLast().path()).isEqualTo("/healthz");
        }
    }

    @Test
    void aServerThatIsNotReady_is1_andSaysWhatIsMissing() throws IOException {
        try (StubServer server = StubServer.start().answering(503, "{\"ready\":false}")) {
            Run run = Run.of("health", "--ready", "--server", server.url());

            assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
            assertThat(run.outLines()).containsExactly("{\"ready\":false}");
            assertThat(server.askedLast().path()).isEqualTo("/readyz");
        }
    }

    @Test
    void nobodyThere_is1() {
        Run run = Run.of("health", "--server", "http://127.0.0.1:1");

        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.err()).contains("no answer from http://127.0.0.1:1");
    }
}
