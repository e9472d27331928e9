package dev.bellwether.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what a rollout does. */
@Command(
        name = "deploy",
        description = {
            "Announces deployments.",
            "A new service.version in the telemetry is enough too; this says more, and earlier."
        },
        footer = {
            "",
            "Examples:",
            "  bellwether deploy start --service checkout --version 2.4.0 --weight 5",
            "  bellwether deploy step --service checkout --version 2.4.0 --weight 25 --step 2",
            "  bellwether deploy list"
        })
final class DeployCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "which subcommand? There are: start, step, finish, rollback, list");
    }

    /** What start, step, finish and rollback share. */
    static final class Announcement {

        @Mixin
        private final ServerOption server = new ServerOption();

        @Mixin
        private final ServiceOptions subject = new ServiceOptions();

        @Option(
                names = "--previous",
                paramLabel = "VERSION",
                defaultValue = "",
                description = "The version that it replaces.")
        private String previous = "";

        @Option(names = "--weight", paramLabel = "PERCENT", description = "Share of traffic for the new version.")
        private @Nullable Double weight;

        @Option(names = "--step", paramLabel = "N", description = "Number of the step, from 1.")
        private @Nullable Integer step;

        @Option(names = "--json", description = "Print the server's answer as it is.")
        private boolean json;

        void send(String phase, Terminal terminal) {
            ObjectNode body = ServerClient.JSON.createObjectNode();
            body.put("service", subject.service).put("version", subject.version);
            body.put("phase", phase).put("source", "command");
            put(body, "environment", subject.environment);
            put(body, "namespace", subject.namespace);
            put(body, "previousVersion", previous);
            if (weight != null) {
                body.put("weight", weight);
            }
            if (step != null) {
                body.put("step", step);
            }
            JsonNode answer = server.client().post("/v1/deployments", body);
            if (json) {
                terminal.line(answer.toString());
                return;
            }
            String what = subject.service + " " + subject.version + " ("
                    + answer.path("key").asText() + ")";
            JsonNode deployment = answer.path("deployment");
            if (deployment.isObject()) {
                terminal.line(
                        what + ": deployment " + deployment.path("deployment").asText() + " "
                                + deployment.path("phase").asText());
            } else {
                terminal.line(what + ": written; no deployment has answered to it yet");
            }
            if (!answer.path("knownService").asBoolean(true)) {
                terminal.note("note: nothing was seen of this service yet; check its name with 'bellwether services'");
            }
        }

        private static void put(ObjectNode body, String name, String value) {
            if (!value.isEmpty()) {
                body.put(name, value);
            }
        }
    }

    @Command(
            name = "start",
            description = "A rollout begins: the version is the canary.",
            footer = {"", "Example:", "  bellwether deploy start --service checkout --version 2.4.0 --previous 2.3.1"})
    int start(@Mixin Announcement announcement) {
        announcement.send("started", Output.terminal(spec));
        return ExitCode.OK;
    }

    @Command(
            name = "step",
            description = "The share of traffic changes; a verdict for the step is said.",
            footer = {"", "Example:", "  bellwether deploy step --service checkout --version 2.4.0 --weight 25 --step 2"
            })
    int step(@Mixin Announcement announcement) {
        announcement.send("stepped", Output.terminal(spec));
        return ExitCode.OK;
    }

    @Command(
            name = "finish",
            description = "The rollout is over.",
            footer = {"", "Example:", "  bellwether deploy finish --service checkout --version 2.4.0"})
    int finish(@Mixin Announcement announcement) {
        announcement.send("finished", Output.terminal(spec));
        return ExitCode.OK;
    }

    @Command(
            name = "rollback",
            description = "The rollout was taken back.",
            footer = {"", "Example:", "  bellwether deploy rollback --service checkout --version 2.4.0"})
    int rollback(@Mixin Announcement announcement) {
        announcement.send("rolled_back", Output.terminal(spec));
        return ExitCode.OK;
    }

    @Command(
            name = "list",
            description = "Shows deployments, newest first.",
            footer = {"", "Example:", "  bellwether deploy list --open --service checkout"})
    int list(
            @Mixin ServerOption server,
            @Option(names = "--service", paramLabel = "NAME", defaultValue = "", description = "Only of this service.")
                    String service,
            @Option(names = "--open", description = "Only those that are being judged.") boolean open,
            @Option(names = "--json", description = "Print one deployment a line, as JSON.") boolean json) {
        JsonNode answer = server.client()
                .get(new ServerClient.Question("/v1/deployments")
                        .with("service", service)
                        .with("open", open ? "true" : ""));
        Terminal terminal = Output.terminal(spec);
        if (json) {
            answer.path("deployments").forEach(deployment -> terminal.line(deployment.toString()));
            return ExitCode.OK;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("DEPLOYMENT", "SERVICE", "VERSION", "REPLACES", "PHASE", "SINCE"));
        answer.path("deployments")
                .forEach(deployment -> rows.add(List.of(
                        deployment.path("deployment").asText(),
                        deployment.path("key").asText().replaceFirst("^default/default/", ""),
                        deployment.path("version").asText(),
                        deployment.path("previousVersion").asText(),
                        deployment.path("phase").asText(),
                        deployment.path("startedAt").asText())));
        if (rows.size() == 1) {
            terminal.line("No deployments.");
        } else {
            Output.table(rows).forEach(terminal::line);
        }
        answer.path("announced")
                .forEach(event -> terminal.line(
                        "announced, not begun: " + event.path("service").asText() + " "
                                + event.path("version").asText()));
        return ExitCode.OK;
    }
}
