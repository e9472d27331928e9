package dev.bellwether.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellwether.cli.config.Durations;
import dev.bellwether.cli.terminal.FactWords;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import java.time.Duration;
import java.util.ArrayList;
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
        mixinStandardHelpOptions = true,
        description = "Waits for verdicts on deployments.",
        subcommands = VerdictCommand.Await.class)
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
            // no mixin: --version names the version that is judged
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

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help.")
        @SuppressWarnings("UnusedVariable") // picocli acts on it
        private boolean help;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Override
        public Integer call() {
            Duration patience = Durations.option(spec.commandLine(), "--timeout", timeout);
            ServerClient client = server.client();
            Terminal terminal = Output.terminal(spec);
            long deadline = System.nanoTime() + patience.toNanos();
            String said = "";
            while (true) {
                Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                Duration wait = left.compareTo(POLL) < 0 ? left : POLL;
                JsonNode answer = client.get(question(wait), wait);
                if (!answer.path("candidates").isEmpty()) {
                    throw new CommandLine.ParameterException(spec.commandLine(), candidates(answer));
                }
                if (answer.path("final").asBoolean()) {
                    return verdict(answer, terminal);
                }
                String reason = answer.path("reason").asText();
                if (!reason.equals(said)) {
                    terminal.note("waiting: " + reason);
                    said = reason;
                }
                if (System.nanoTime() - deadline >= 0) {
                    terminal.note(
                            "no final verdict on " + subject.service + " " + subject.version + " within " + timeout);
                    return ExitCode.TIMEOUT;
                }
            }
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
            JsonNode verdict = answer.path("details");
            if (json) {
                terminal.line(verdict.toString());
            } else {
                FactWords.verdict(verdict, terminal).forEach(terminal::line);
            }
            return switch (answer.path("verdict").asText()) {
                case "PASS" -> ExitCode.OK;
                case "FAIL" -> ExitCode.FAILURE;
                case "INCONCLUSIVE" -> ExitCode.INCONCLUSIVE;
                default ->
                    throw new CommandFailure(
                            ExitCode.INTERNAL,
                            "the server said \"" + answer.path("verdict").asText()
                                    + "\" (expected: PASS, FAIL, INCONCLUSIVE)");
            };
        }

        private static String candidates(JsonNode answer) {
            List<String> lines = new ArrayList<>();
            lines.add(answer.path("reason").asText() + "; say which by --environment and --namespace:");
            answer.path("candidates")
                    .forEach(candidate -> lines.add("  " + candidate.path("key").asText()));
            return String.join(System.lineSeparator(), lines);
        }
    }
}
