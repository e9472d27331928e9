package dev.bellwether.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is seen of each service and version. */
@Command(
        name = "services",
        description = "Shows each service and version: requests a second, error ratio, latency.",
        footer = {
            "",
            "Examples:",
            "  bellwether services",
            "  bellwether services --range 15s --service checkout",
            "  bellwether services --json | jq '.services[] | {service, version, errorRatio}'"
        })
final class ServicesCommand implements Callable<Integer> {

    @Mixin
    private final ServerOption server = new ServerOption();

    @Option(
            names = "--range",
            paramLabel = "DURATION",
            defaultValue = "1m",
            description = "Over how much of the past. Default: ${DEFAULT-VALUE}.")
    private String range = "";

    @Option(names = "--service", paramLabel = "NAME", defaultValue = "", description = "Only this service.")
    private String service = "";

    @Option(names = "--json", description = "Print the server's answer as it is.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode answer = server.client()
                .get(new ServerClient.Question("/v1/services")
                        .with("range", range)
                        .with("service", service));
        Terminal terminal = Output.terminal(spec);
        if (json) {
            terminal.line(answer.toString());
            return ExitCode.OK;
        }
        if (answer.path("services").isEmpty()) {
            terminal.line("No service yet. A window closes about 15 s after the spans in it ended; 'bellwether status'"
                    + " says what was received.");
            return ExitCode.OK;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("SERVICE", "VERSION", "REQ/S", "ERRORS", "P50", "P99", "DEPLOYMENT"));
        answer.path("services").forEach(row -> rows.add(cells(row)));
        Output.table(rows).forEach(terminal::line);
        terminal.line(terminal.dim(
                "over the " + range + " before " + answer.path("asOf").asText()));
        return ExitCode.OK;
    }

    private static List<String> cells(JsonNode row) {
        String name = row.path("key").asText().replaceFirst("^default/default/", "");
        String version = row.path("version").asText();
        JsonNode deployment = row.path("openDeployment");
        return List.of(
                name,
                version.isEmpty() ? "-" : version,
                Output.rate(row.path("requestsPerSecond").asDouble()),
                row.hasNonNull("errorRatio")
                        ? Output.percent(row.path("errorRatio").asDouble())
                        : "-",
                millis(row.path("p50Millis")),
                millis(row.path("p99Millis")),
                deployment.isObject()
                        ? "being judged since " + deployment.path("startedAt").asText()
                        : "");
    }

    private static String millis(JsonNode value) {
        return value.isNumber() ? Output.oneDecimal(value.asDouble()) + " ms" : "-";
    }
}
