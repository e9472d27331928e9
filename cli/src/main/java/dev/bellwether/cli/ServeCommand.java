package dev.bellwether.cli;

import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.cli.node.Node;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs Bellwether until it is told to stop. */
@Command(
        name = "serve",
        description = {
            "Takes telemetry over OTLP and makes windows, alerts and verdicts of it.",
            "Runs until it is told to stop. Without kafka.bootstrap-servers a real Kafka broker and a schema registry run in the same process."
        },
        footer = {
            "",
            "Examples:",
            "  bellwether serve",
            "  bellwether serve --data /var/lib/bellwether --config bellwether.yaml",
            "  bellwether serve --set kafka.bootstrap-servers=kafka:9092 \\",
            "      --set schema-registry.url=http://registry:8081",
            "",
            "Ctrl-C stops it in order; a second one at once."
        })
final class ServeCommand implements Callable<Integer> {

    private static final Duration READY_CHECK = Duration.ofMillis(200);

    @Mixin
    private final ConfigurationOptions options = new ConfigurationOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws ConfigurationException {
        Terminal terminal = Output.terminal(spec);
        Shutdown shutdown = Shutdown.onSignals();
        Configuration configuration = options.read();
        Logs.configure(configuration);
        try (Node node = Node.start(configuration, what -> terminal.note("starting " + what))) {
            node.onFailure(shutdown::ask);
            node.addresses().shown().forEach((name, address) -> terminal.line("%-16s %s".formatted(name, address)));
            boolean said = false;
            while (!shutdown.asked()) {
                if (!said && node.ready()) {
                    terminal.line("ready");
                    said = true;
                }
                if (said) {
                    shutdown.await();
                } else {
                    shutdown.await(READY_CHECK);
                }
            }
            terminal.note("stopping");
            node.failure().ifPresent(reason -> {
                throw new CommandFailure(ExitCode.FAILURE, reason);
            });
            return ExitCode.OK;
        }
    }
}
