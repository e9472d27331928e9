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

/** Do you see me? What a running server does, received, and refused. */
@Command(
        name = "status",
        description = "Shows a server's roles, and what was received, refused and why, late, cut off.",
        footer = {"", "Examples:", "  bellwether status", "  bellwether status --json | jq .balances"})
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private final ServerOption server = new ServerOption();

    @Option(names = "--json", description = "Print the server's answer as it is.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        ServerClient client = server.client();
        JsonNode status = client.get(new ServerClient.Question("/v1/status"));
        Terminal terminal = Output.terminal(spec);
        if (json) {
            terminal.line(status.toString());
        } else {
            print(status, client, terminal);
        }
        return ExitCode.OK;
    }

    private static void print(JsonNode status, ServerClient client, Terminal terminal) {
        boolean ready = status.path("ready").asBoolean();
        terminal.line(terminal.bold("Bellwether at " + client.shown()) + ": "
                + (ready ? terminal.green("ready") : terminal.yellow("not ready")));
        status.path("about")
                .properties()
                .forEach(entry -> terminal.line(
                        "  %-16s %s".formatted(entry.getKey(), entry.getValue().asText())));
        terminal.line("");
        terminal.line(terminal.bold("Roles"));
        status.path("roles").forEach(role -> {
            String state = role.path("state").asText();
            terminal.line("  %-16s %s%s"
                    .formatted(
                            role.path("role").asText(),
                            state.equals("RUNNING") ? terminal.green(state) : terminal.yellow(state),
                            parts(role.path("details"))));
        });
        terminal.line("");
        String lastSeen = status.path("lastSeen").asText("");
        terminal.line(terminal.bold("Telemetry")
                + (lastSeen.isEmpty() || lastSeen.equals("null")
                        ? ": no window yet"
                        : ": newest window ends " + lastSeen));
        status.path("balances").forEach(balance -> printBalance(balance, terminal));
        List<JsonNode> notices = new ArrayList<>();
        status.path("notices").forEach(notice -> {
            if (notice.path("count").asLong() > 0) {
                notices.add(notice);
            }
        });
        if (!notices.isEmpty()) {
            terminal.line("");
            terminal.line(terminal.bold("Worth a look"));
            notices.forEach(notice -> terminal.line("  %8s  %s%s"
                    .formatted(
                            Output.count(notice.path("count").asLong()),
                            notice.path("meaning").asText(),
                            parts(notice.path("by")))));
        }
    }

    /** A stage: what went in, what became of it, and what is on its way. */
    private static void printBalance(JsonNode balance, Terminal terminal) {
        List<String> terms = new ArrayList<>();
        balance.properties().forEach(entry -> {
            long value = entry.getValue().asLong();
            if (entry.getValue().isNumber() && !entry.getKey().equals("difference")) {
                terms.add(entry.getKey() + " " + Output.count(value) + parts(balance.path(entry.getKey() + "By")));
            } else if (entry.getKey().equals("difference") && value != 0) {
                terms.add("on the way " + Output.count(value));
            }
        });
        terminal.line("  %-16s %s".formatted(balance.path("stage").asText(), String.join(", ", terms)));
    }

    private static String parts(JsonNode by) {
        List<String> parts = new ArrayList<>();
        by.properties().forEach(part -> parts.add(part.getKey() + " " + shown(part.getValue())));
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }

    private static String shown(JsonNode value) {
        return value.isIntegralNumber() ? Output.count(value.asLong()) : value.asText();
    }
}
