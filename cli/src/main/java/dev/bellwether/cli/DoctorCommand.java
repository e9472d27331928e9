package dev.bellwether.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.cli.config.Durations;
import dev.bellwether.cli.config.Settings;
import dev.bellwether.cli.doctor.Doctor;
import dev.bellwether.cli.doctor.Finding;
import dev.bellwether.cli.node.OutsideCluster;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether {@code serve} could work with a cluster, and if not, why. */
@Command(
        name = "doctor",
        description = {
            "Says what is missing or wrong with Kafka and the schema registry.",
            "Looks at addresses, TLS, credentials, brokers, rights, topics and schemas, with the configuration that serve would have; changes nothing."
        },
        footer = {
            "",
            "Examples:",
            "  bellwether doctor --config bellwether.yaml",
            "  bellwether doctor --config bellwether.yaml --roles ingest --json",
            "",
            "Exit codes: 0 no problem, 1 a problem, 64 wrong usage or configuration."
        })
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private final ConfigurationOptions options = new ConfigurationOptions();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long each question may take. Default: ${DEFAULT-VALUE}.",
            defaultValue = "10s")
    private String timeout = "10s";

    @Option(names = "--json", description = "Print a line of JSON for each finding.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws ConfigurationException {
        Duration patience = Durations.option(spec.commandLine(), "--timeout", timeout);
        if (patience.toMillis() < 1 || patience.toHours() > 1) {
            throw new ParameterException(
                    spec.commandLine(), "--timeout: \"" + timeout + "\" (expected: more than 0, at most 1h)");
        }
        Configuration configuration = options.read();
        Logs.configure(configuration);
        if (!OutsideCluster.isNamedIn(configuration)) {
            throw new ConfigurationException(
                    List.of(
                            Settings.KAFKA_SERVERS.key()
                                    + " is empty: broker and registry would run in the process itself, and serve says what is wrong with them"));
        }
        List<Finding> findings = new Doctor(OutsideCluster.of(configuration), patience).examine();
        Terminal terminal = Output.terminal(spec);
        findings.forEach(finding -> print(finding, terminal));
        boolean bad = findings.stream().anyMatch(finding -> finding.outcome() == Finding.Outcome.PROBLEM);
        return bad ? ExitCode.FAILURE : ExitCode.OK;
    }

    private void print(Finding finding, Terminal terminal) {
        if (json) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("check", finding.check());
            node.put("outcome", finding.outcome().name());
            node.put("found", finding.found());
            node.put("advice", finding.advice());
            terminal.line(node.toString());
            return;
        }
        terminal.line(coloured(finding.outcome(), terminal) + " %-18s %s".formatted(finding.check(), finding.found()));
        finding.advice().lines().forEach(line -> terminal.line(" ".repeat(10) + "→ " + line));
    }

    private static String coloured(Finding.Outcome outcome, Terminal terminal) {
        String padded = "%-8s".formatted(outcome);
        return switch (outcome) {
            case OK -> terminal.green(padded);
            case WARNING -> terminal.yellow(padded);
            case PROBLEM -> terminal.red(padded);
            case SKIPPED -> terminal.dim(padded);
        };
    }
}
