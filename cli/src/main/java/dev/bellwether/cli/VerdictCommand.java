package dev.bellwether.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellwether.cli.config.Durations;
import dev.bellwether.cli.terminal.FactWords;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Verdicts on deployments. */
@Command(
        name = "verdict",
        description = "Waits for verdicts on deployments.",
        subcommands = VerdictCommand.Await.class,
        footer = {"", "Example:", "  bellwether verdict await --service checkout --version 2.4.0 --timeout 35m"})
final class VerdictCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which subcommand? There is: await");
    }

    /** Waits for the final verdict on a version, and says it by its exit code. */
    @Command(
            name = "await",
            description = "Waits for the final verdict on a version of a service.",
            footer = {
                "",
                "Exit codes: 0 PASS, 1 FAIL, 2 INCONCLUSIVE, 3 no verdict in time,",
                "            64 wrong usage, 69 the server does not answer, 70 internal error",
                "",
                "Example, in a pipeline:",
                "  bellwether deploy start --service checkout --version 2.4.0",
                "  bellwether verdict await --service checkout --version 2.4.0 --timeout 35m"
            })
    static final class Await implements Callable<Integer> {

        private static final Duration POLL = Duration.ofSeconds(20);

        private static final List<String> WORDS = List.of("PASS", "FAIL", "INCONCLUSIVE", "PENDING");

        /** Between two questions where the server answers at once or not at all. */
        private static final Duration PAUSE = Duration.ofSeconds(1);

        /** How long a server that has answered before may be away: it is restarted, most likely. */
        private static final Duration ABSENCE = Duration.ofSeconds(60);

        @Mixin
        private final ServerOption server = new ServerOption();

        @Mixin
        private final ServiceOptions subject = new ServiceOptions();

        @Option(
                names = "--timeout",
                paramLabel = "DURATION",
                defaultValue = "15m",
                description = "How long to wait. Default: ${DEFAULT-VALUE}.")
        private String timeout = "";

        @Option(names = "--json", description = "Print the verdict as one line of JSON.")
        private boolean json;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        private String said = "";

        @Override
        public Integer call() {
            Duration patience = Durations.option(spec.commandLine(), "--timeout", timeout);
            ServerClient client = server.client();
            Terminal terminal = Output.terminal(spec);
            Countdown left = new Countdown(patience);
            Countdown absence = new Countdown(Duration.ZERO);
            while (true) {
                Countdown pause = new Countdown(PAUSE);
                try {
                    JsonNode answer = ask(client, left.shorter(POLL));
                    if (answer.path("final").asBoolean()) {
                        return verdict(answer, terminal);
                    }
                    absence = new Countdown(ABSENCE);
                    sayOnce("waiting: " + answer.path("reason").asText(), terminal);
                } catch (CommandFailure failure) {
                    if (failure.exitCode() != ExitCode.UNAVAILABLE || absence.over() || left.over()) {
                        throw failure;
                    }
                    sayOnce("waiting: " + failure.getMessage(), terminal);
                }
                if (left.over()) {
                    terminal.note(
                            "no final verdict on " + subject.service + " " + subject.version + " within " + timeout);
                    return ExitCode.TIMEOUT;
                }
                left.sleep(pause);
            }
        }

        private void sayOnce(String words, Terminal terminal) {
            if (!words.equals(said)) {
                terminal.note(words);
                said = words;
            }
        }

        private JsonNode ask(ServerClient client, Duration wait) {
            JsonNode answer = client.get(question(wait), wait);
            if (!answer.path("candidates").isEmpty()) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        "several services are named " + subject.service
                                + "; say which by --environment and --namespace: "
                                + ServerClient.keys(answer.path("candidates")));
            }
            String word = answer.path("verdict").asText();
            if (!WORDS.contains(word)) {
                throw new CommandFailure(
                        ExitCode.INTERNAL,
                        "the server at " + client.shown() + " said \"" + word + "\" (expected: one of "
                                + String.join(", ", WORDS) + ")");
            }
            return answer;
        }

        private ServerClient.Question question(Duration wait) {
            return new ServerClient.Question("/v1/verdicts")
                    .with("service", subject.service)
                    .with("version", subject.version)
                    .with("environment", subject.environment)
                    .with("namespace", subject.namespace)
                    .with("wait", wait.toMillis() + "ms");
        }

        private Integer verdict(JsonNode answer, Terminal terminal) {
            int code = switch (answer.path("verdict").asText()) {
                case "PASS" -> ExitCode.OK;
                case "FAIL" -> ExitCode.FAILURE;
                case "INCONCLUSIVE" -> ExitCode.INCONCLUSIVE;
                default ->
                    throw new CommandFailure(
                            ExitCode.INTERNAL, "the server says that a verdict is final, and not which");
            };
            JsonNode verdict = answer.path("details");
            if (json) {
                terminal.line(verdict.toString());
            } else {
                FactWords.verdict(verdict, terminal).forEach(terminal::line);
            }
            return code;
        }
    }
}
