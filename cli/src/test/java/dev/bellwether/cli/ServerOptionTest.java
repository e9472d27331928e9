package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.bellwether.cli.ServerClient.Question;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ServerOptionTest {

    private static final Map<String, String> NOTHING = Map.of();

    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Command
    private static final class Asking {
        @Mixin
        private final ServerOption server = new ServerOption();
    }

    private ServerOption parsed(String... arguments) {
        Asking command = new Asking();
        CommandLine line = new CommandLine(command);
        line.setErr(new PrintWriter(err, true));
        line.parseArgs(arguments);
        return command.server;
    }

    /** What a server is told of who asks it. */
    private static String authorizationSent(Asked asked) throws IOException {
        List<String> sent = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                sent.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write(new byte[] {'{', '}'});
            }
        });
        server.start();
        try {
            asked.at("http://127.0.0.1:" + server.getAddress().getPort()).get(new Question("/v1/status"));
            return sent.get(0);
        } finally {
            server.stop(0);
        }
    }

    private interface Asked {
        ServerClient at(String url);
    }

    @Test
    void theToken_isThatOfTheFile_elseOfTheEnvironment_elseNone() throws IOException {
        Map<String, String> environment = Map.of("BELLWETHER_TOKEN", "of-the-environment");
        String file = Files.writeString(folder.resolve("token"), "  of-the-file \nnot this\n")
                .toString();

        assertThat(authorizationSent(
                        url -> parsed("--server", url, "--token-file", file).client(environment)))
                .isEqualTo("Bearer of-the-file");
        assertThat(authorizationSent(url -> parsed("--server", url).client(environment)))
                .isEqualTo("Bearer of-the-environment");
        assertThat(authorizationSent(url -> parsed("--server", url).client(NOTHING)))
                .isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two CANARY words", "CANARY\u00e4", "CANARY\"quoted\""})
    void whatCannotBeAToken_isRefused_andNotRepeated(String token) throws IOException {
        String file = Files.writeString(folder.resolve("token"), token).toString();

        assertThatThrownBy(() -> parsed().client(Map.of("BELLWETHER_TOKEN", token)))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith("BELLWETHER_TOKEN: no token")
                .hasMessageNotContaining("CANARY");
        assertThatThrownBy(() -> parsed("--token-file", file).client(NOTHING))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith("--token-file: " + file)
                .hasMessageNotContaining("CANARY");
    }

    @Test
    void aFileThatIsNotThere_isNamed() {
        String file = folder.resolve("none").toString();

        assertThatThrownBy(() -> parsed("--token-file", file).client(NOTHING))
                .isInstanceOf(ParameterException.class)
                .hasMessageContainingAll("--token-file", file);
        assertThatThrownBy(() -> parsed("--ca-certificate", file).client(NOTHING))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(file);
    }

    @Test
    void aCertificateWithoutItsKey_isRefused() throws IOException {
        String file = Files.writeString(folder.resolve("client.crt"), "any").toString();

        assertThatThrownBy(() -> parsed("--client-certificate", file).client(NOTHING))
                .isInstanceOf(ParameterException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "http://me:CANARY@192.0.2.1:8080,  true",
        "http://127.0.0.1:8080,            false",
        "https://me:CANARY@192.0.2.1:8080, false"
    })
    void aTokenThatOthersCanRead_isWarnedOf(String url, boolean warned) {
        parsed("--server", url).client(Map.of("BELLWETHER_TOKEN", "token"));

        assertThat(err.toString().contains("can be read on its way to http://***@192.0.2.1:8080"))
                .isEqualTo(warned);
        assertThat(err.toString()).doesNotContain("CANARY");
    }

    @Test
    void addresses_mayDoWithoutAScheme() {
        assertThat(parsed("--server", "somewhere:8080").client(NOTHING).shown()).isEqualTo("http://somewhere:8080");
        assertThat(parsed("--server", " ").client(NOTHING).shown()).isEqualTo("http://127.0.0.1:8080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://me:CANARY@one:1", "http://me:CANARY@", "http://me:CANARY@one two"})
    void whatIsNoAddress_isRefused_withoutItsPassword(String url) {
        assertThatThrownBy(() -> parsed("--server", url).client(NOTHING))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("expected: http://host:port")
                .hasMessageNotContaining("CANARY");
    }
}
