package dev.bellwether.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.cli.config.ConfigurationFile;
import dev.bellwether.cli.config.Setting;
import dev.bellwether.cli.config.Settings;
import dev.bellwether.cli.demo.DemoStory;
import dev.bellwether.cli.node.Node;
import dev.bellwether.cli.node.Ports;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.telemetry.histogram.MalformedHistogramException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything at work in one process: a shop, two rollouts, an alert and two verdicts. */
@Command(
        name = "demo",
        description = {
            "Shows everything at work: a shop, two rollouts, an alert, two verdicts.",
            "Starts everything in a temporary folder, with a small shop of instrumented services, rolls out a good and a"
                    + " bad version, and shows the alert and the verdicts that follow. Uses free ports where the usual"
                    + " ones are taken."
        },
        footer = {
            "",
            "Examples:",
            "  bellwether demo                  and look around in another terminal",
            "  bellwether demo --exit           end when all was seen (0), or after 180 s (1)",
            "  bellwether demo --exit --json    print the facts and nothing else"
        })
final class DemoCommand implements Callable<Integer> {

    private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(3);

    @Option(names = "--exit", description = "Stop when everything was seen.")
    private boolean exit;

    @Option(names = "--json", description = "Print only the facts, one JSON object a line, as read from the topics.")
    private boolean json;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the shop's traffic. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws ConfigurationException, IOException, MalformedHistogramException {
        Configurator.setLevel("dev.bellwether", Level.WARN);
        Terminal terminal = Output.terminal(spec);
        Shutdown shutdown = Shutdown.onSignals();
        Path folder = Files.createTempDirectory("bellwether-demo-");
        List<String> missing;
        try (Node node = Node.start(configuration(folder), what -> terminal.note("starting " + what))) {
            node.onFailure(shutdown::ask);
            ServerClient client = new ServerClient(node.addresses().console().orElseThrow());
            DemoStory story = new DemoStory(
                    node, terminal, json, shutdown::asked, (service, version) -> announce(client, service, version));
            missing = story.tell(seed, GIVE_UP_AFTER, exit);
            node.failure().ifPresent(reason -> {
                throw new CommandFailure(ExitCode.FAILURE, reason);
            });
        } finally {
            remove(folder);
        }
        if (exit && !missing.isEmpty() && !shutdown.asked()) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "not seen within " + GIVE_UP_AFTER.toSeconds() + " s: " + String.join("; ", missing));
        }
        return ExitCode.OK;
    }

    private static void announce(ServerClient client, String service, String version) {
        ObjectNode body = ServerClient.JSON.createObjectNode();
        body.put("service", service)
                .put("version", version)
                .put("phase", "started")
                .put("source", "api");
        client.post("/v1/deployments", body);
    }

    /** What makes a story of a minute out of one of half an hour; all else is as in serve. */
    private static Configuration configuration(Path folder) throws ConfigurationException {
        Map<String, String> options = new LinkedHashMap<>();
        options.put(Settings.DATA_FOLDER.key(), folder.toString());
        options.put(Settings.WINDOW_GRACE.key(), "4s");
        options.put(Settings.ALERT_RANGE.key(), "15s");
        options.put(Settings.ALERT_ERROR_FOR.key(), "3s");
        options.put(Settings.ALERT_LATENCY_FOR.key(), "15s");
        options.put(Settings.FIRST_VERSIONS.key(), "5s");
        options.put(Settings.JUDGE_GRACE.key(), "4s");
        options.put(Settings.MINIMUM_BAKE.key(), "15s");
        options.put(Settings.DEADLINE.key(), "2m");
        options.put(Settings.TELEMETRY_ENDPOINT.key(), "self");
        options.put(Settings.TELEMETRY_INTERVAL.key(), "5s");
        for (Setting<Integer> port : List.of(
                Settings.EMBEDDED_KAFKA_PORT,
                Settings.EMBEDDED_REGISTRY_PORT,
                Settings.GRPC_PORT,
                Settings.HTTP_PORT,
                Settings.CONSOLE_PORT)) {
            if (Ports.isTaken(Integer.parseInt(port.defaultText()))) {
                options.put(port.key(), "0");
            }
        }
        return Configuration.of(ConfigurationFile.Contents.NONE, Map.of(), options);
    }

    /** As far as it goes: what a process that is stopping still writes must not spoil the demo's end. */
    private static void remove(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            LoggerFactory.getLogger(DemoCommand.class).warn("left behind: {} ({})", folder, e.getMessage());
        }
    }
}
