package dev.bellwether.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What holds for every command. */
class CommandLineTest {

    private static final int WIDTH = 80;

    @ParameterizedTest
    @MethodSource("everyCommand")
    void everyCommand_helps_withAnExample(List<String> command) {
        Run run = Run.of(with(command, "--help"));

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.outLines())
                .anyMatch(line -> line.startsWith("Usage: " + String.join(" ", full(command))))
                .anyMatch(line -> line.matches("Examples?(, .*)?:"))
                .anyMatch(line -> line.startsWith("  " + String.join(" ", full(command))));
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void everyExample_fitsIntoALine(List<String> command) {
        CommandLine found = find(command);

        assertThat(found.getCommandSpec().usageMessage().footer())
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(WIDTH));
        assertThat(found.getCommandSpec().usageMessage().description()[0])
                .as("stands in the list of commands, cut after its first line")
                .endsWith(".");
    }

    static Stream<List<String>> everyCommand() {
        List<List<String>> found = new ArrayList<>();
        collect(List.of(), root(), found);
        assertThat(found).hasSizeGreaterThan(15);
        return found.stream();
    }

    private static void collect(List<String> path, CommandLine command, List<List<String>> found) {
        found.add(path);
        command.getSubcommands().forEach((name, sub) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            collect(longer, sub, found);
        });
    }

    @Test
    void version_namesWhatMatters() {
        Run run = Run.of("--version");

        assertThat(run.code()).isZero();
        assertThat(run.outLines()).hasSize(3);
        assertThat(run.outLines().get(0))
                .matches("bellwether \\d+\\.\\d+\\.\\d+\\S* \\(commit ([0-9a-f]{7,40}(-dirty)?|unknown)\\)");
        assertThat(run.outLines().get(1)).startsWith("Java " + Runtime.version().feature());
        assertThat(run.outLines().get(2)).startsWith("Kafka ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | which command?; see: bellwether --help",
                "foo | unknown command: foo; see: bellwether --help",
                "servces | unknown command: servces (did you mean services?); see: bellwether --help",
                "--foo | unknown option: --foo; see: bellwether --help",
                "status --jsn | unknown option: --jsn (did you mean --json?); see: bellwether status --help",
                "status now | unexpected argument: now; see: bellwether status --help",
                "status -V | unknown option: -V; see: bellwether status --help",
                "tail | missing required parameter: 'FACTS'; see: bellwether tail --help",
                "deploy | which subcommand? There are: start, step, finish, rollback, list; see: bellwether deploy --help",
                "deploy begin | unknown command: begin; see: bellwether deploy --help",
                "deploy start --service a | missing required option: '--version=VERSION'; see: bellwether deploy start --help",
                "rules | which subcommand? There are: check, test, apply, list, remove; see: bellwether rules --help",
                "rules test | missing required parameter: 'FILE'; see: bellwether rules test --help",
                "verdict | which subcommand? There is: await; see: bellwether verdict --help",
                "verdict await --service a | missing required option: '--version=VERSION'; see: bellwether verdict await --help",
                "verdict await --service a --version 1 --timeout soon | --timeout: \"soon\" (expected: a duration such as 500ms, 30s, 5m, 1h30m); see: bellwether verdict await --help",
                "status --server nope:x | --server: \"nope:x\" (expected: http://host:port); see: bellwether status --help",
                "status --server ftp://a:1 | --server: \"ftp://a:1\" (expected: http://host:port); see: bellwether status --help",
                "load --rate 0 | --rate: \"0\" (expected: more than 0, or max); see: bellwether load --help",
                "load --services 0 | --services: 0 (expected: 1 to 100000); see: bellwether load --help",
                "load --errors 2 | --errors: 2.0 (expected: 0 to 1); see: bellwether load --help",
                "load --in-flight 0 | --in-flight: 0 (expected: at least 1); see: bellwether load --help",
                "load --endpoint ftp://a | --endpoint: \"ftp://a\" (expected: http://host:port); see: bellwether load --help",
                "bench curve commit-interval --values 1,x | --values: \"1,x\" (expected: numbers, with commas); see: bellwether bench curve --help",
                "bench latency --markers 0 | --markers: 0 (expected: at least 1); see: bellwether bench latency --help",
                "bench memory --in-flight 0 | --in-flight: 0 (expected: at least 1); see: bellwether bench memory --help",
                "bench pipeline --set windows.length=1s | --set: windows.length (expected: other settings; benchmarks count by its default); see: bellwether bench pipeline --help",
                "bench processors --event-rate 0 | --event-rate: 0.0 (expected: 1 to 1,000,000,000); see: bellwether bench processors --help",
                "bench pipeline --rate fast | --rate: \"fast\" (expected: more than 0, or max); see: bellwether bench pipeline --help",
                "bench processors --spans 10 | --spans: 10 (expected: at least one batch, 500); see: bellwether bench processors --help",
                "doctor --timeout soon | --timeout: \"soon\" (expected: a duration such as 500ms, 30s, 5m, 1h30m); see: bellwether doctor --help",
                "doctor --timeout 0 | --timeout: \"0\" (expected: more than 0, at most 1h); see: bellwether doctor --help",
                "demo --seed x | invalid value for option '--seed': 'x' is not a long; see: bellwether demo --help"
            })
    void wrongUsage_isOneLineAnd64(String arguments, String said) {
        Run run = Run.of(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(run.errLines()).containsExactly("bellwether: " + said);
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "services",
                "alerts --firing",
                "tail verdicts",
                "deploy list",
                "deploy start --service a --version 1",
                "deploy step --service a --version 1 --step 2",
                "deploy finish --service a --version 1",
                "deploy rollback --service a --version 1"
            })
    void aServerThatDoesNotAnswer_isOneLineAnd1(String arguments) throws IOException {
        String nobody = "http://127.0.0.1:" + freePort();
        Run run = Run.of(with(List.of(arguments.split(" ")), "--server", nobody));

        assertThat(run.errLines())
                .containsExactly("bellwether: no answer from " + nobody
                        + ": is it running? Start it with 'bellwether serve', or name it with --server or"
                        + " BELLWETHER_SERVER");
        assertThat(run.code()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"error\":{\"message\":\"range: wrong\",\"problems\":[\"range: wrong\"]}} | range: wrong | 64",
                "404 | {\"error\":{\"message\":\"no facts\",\"what_to_do\":\"ask for one\"}} | no facts: ask for one | 64",
                "409 | {\"error\":{\"message\":\"two\",\"what_to_do\":\"say which\"},\"candidates\":[{\"key\":\"a/b/c\"},{\"key\":\"d/e/c\"}]} | two: say which: a/b/c, d/e/c | 64",
                "429 | {\"error\":{\"message\":\"too many\"}} | too many | 1",
                "500 | {\"error\":{\"message\":\"a fault\"}} | a fault | 1",
                "404 | <html> | what answers at URL with status 404 does not speak Bellwether's HTTP API | 1",
                "502 | '' | what answers at URL with status 502 does not speak Bellwether's HTTP API | 1",
                "200 | <html> | what answers at URL does not speak Bellwether's HTTP API: its answer is not JSON | 1"
            })
    void whatTheServerRefuses_isSaidInOneLineWithItsRemedy(int status, String body, String said, int code)
            throws IOException {
        try (StubServer server = StubServer.start().answering(status, body)) {
            Run run = Run.of("services", "--server", server.url());

            assertThat(run.errLines()).containsExactly("bellwether: " + said.replace("URL", server.url()));
            assertThat(run.code()).isEqualTo(code);
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void aServer_mayBeNamedWithoutItsScheme() throws IOException {
        try (StubServer server = StubServer.start().answering("{\"alerts\":[]}")) {
            assertThat(Run.of("alerts", "--server", server.url().replace("http://", ""))
                            .code())
                    .isZero();
            assertThat(Run.of("alerts", "--server", server.url() + "/").code()).isZero();
        }
    }

    private static CommandLine root() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return Bellwether.commandLine(nowhere, nowhere);
    }

    private static CommandLine find(List<String> path) {
        CommandLine command = root();
        for (String name : path) {
            command = requireNonNull(command.getSubcommands().get(name), name);
        }
        return command;
    }

    private static List<String> full(List<String> command) {
        return Stream.concat(Stream.of("bellwether"), command.stream()).toList();
    }

    private static String[] with(List<String> arguments, String... more) {
        return Stream.concat(arguments.stream(), Arrays.stream(more)).toArray(String[]::new);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
