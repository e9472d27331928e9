package dev.bellwether.cli;

import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Facts as they stand on their topic, line by line. */
@Command(
        name = "tail",
        description = "Prints facts from their topic as JSON lines, and goes on as more come.",
        footer = {
            "",
            "Examples:",
            "  bellwether tail verdicts --from beginning --no-follow",
            "  bellwether tail red-windows --filter service=checkout --filter version=2.4.0",
            "  bellwether tail alert-events --filter labels.alertname=HighErrorRatio"
        })
final class TailCommand implements Callable<Integer> {

    /** A fact is a record of Kafka, of a MiB at most; as JSON it has a few times as many bytes. */
    private static final int MAX_LINE_BYTES = 16 << 20;

    @Mixin
    private final ServerOption server = new ServerOption();

    @Parameters(
            paramLabel = "FACTS",
            description = "alerts, alert-events, verdicts, deployments, red-windows, or dead-letters.")
    private String topic = "";

    @Option(
            names = "--from",
            paramLabel = "WHERE",
            defaultValue = "",
            description =
                    "beginning, now, or a time such as 2026-01-31T12:00:00Z. Default: now, or the beginning with --no-follow.")
    private String from = "";

    @Option(names = "--no-follow", description = "Stop at what is there now.")
    private boolean stopAtEnd;

    @Option(names = "--filter", paramLabel = "KEY=VALUE", description = "Only facts with this field; may be repeated.")
    private List<String> filters = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        ServerClient.Question question = new ServerClient.Question("/v1/facts/" + topic)
                .with("from", from)
                .with("follow", stopAtEnd ? "false" : "true");
        filters.forEach(filter -> question.with("filter", filter));
        Terminal terminal = Output.terminal(spec);
        try (CappedLines lines = new CappedLines(server.client().stream(question), MAX_LINE_BYTES)) {
            for (Optional<String> line = lines.next(); line.isPresent() && !terminal.closed(); line = lines.next()) {
                terminal.line(line.get());
            }
        } catch (CappedLines.TooLongException e) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, "what answers is no Bellwether: " + e.getMessage());
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILURE, "the server went away");
        }
        if (!stopAtEnd && !terminal.closed()) {
            throw new CommandFailure(ExitCode.FAILURE, "the server has ended the stream: it stops, or is restarted");
        }
        return ExitCode.OK;
    }
}
