package dev.bellwether.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellwether.cli.terminal.FactWords;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Alerts as they stand. */
@Command(
        name = "alerts",
        description = "Shows alerts as they stand.",
        footer = {"", "Examples:", "  bellwether alerts --firing", "  bellwether alerts --service checkout --json"})
final class AlertsCommand implements Callable<Integer> {

    @Mixin
    private final ServerOption server = new ServerOption();

    @Option(names = "--firing", description = "Only those that fire now.")
    private boolean firing;

    @Option(names = "--service", paramLabel = "NAME", defaultValue = "", description = "Only those of this service.")
    private String service = "";

    @Option(names = "--json", description = "Print one alert a line, as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode answer = server.client()
                .get(new ServerClient.Question("/v1/alerts")
                        .with("state", firing ? "firing" : "")
                        .with("service", service));
        Terminal terminal = Output.terminal(spec);
        if (json) {
            answer.path("alerts").forEach(alert -> terminal.line(alert.toString()));
        } else if (answer.path("alerts").isEmpty()) {
            terminal.line(firing ? "No alert fires." : "No alerts.");
        } else {
            answer.path("alerts")
                    .forEach(alert -> FactWords.alert(alert, terminal).forEach(terminal::line));
        }
        return ExitCode.OK;
    }
}
