package dev.bellwether.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.bench.load.GrpcTarget;
import dev.bellwether.bench.load.LoadClock;
import dev.bellwether.bench.load.LoadListener;
import dev.bellwether.bench.load.LoadPlan;
import dev.bellwether.bench.load.LoadProfile;
import dev.bellwether.bench.load.LoadRequests;
import dev.bellwether.bench.load.LoadRun;
import dev.bellwether.bench.load.LoadSummary;
import dev.bellwether.bench.load.OtlpGrpcSender;
import dev.bellwether.cli.config.Durations;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.edge.file.FileProblemException;
import dev.bellwether.telemetry.otlp.Signal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Generates OTLP traffic and says how it was answered. */
@Command(
        name = "load",
        description = {
            "Generates OTLP traffic, and prints what was achieved.",
            "Spans (about 420 bytes each, 8 to 12 attributes), data points or log records of many services, over OTLP/gRPC,"
                    + " at a rate that does not wait for answers: latency counts from when a request was due, so a server"
                    + " that stalls is seen. Takes any OTLP receiver.",
            "Exit codes: 0 everything was acknowledged, 1 not everything, 64 wrong usage."
        },
        footer = {
            "",
            "Examples:",
            "  bellwether load --rate 50000 --duration 1m",
            "  bellwether load --shape gateway --services 200 --versions 2 --errors 0.05",
            "  bellwether load --signal logs --compression gzip --json",
            "  bellwether load --rate max --duration 30s     as fast as it is acknowledged",
            "",
            "Ctrl-C ends it, and prints what was achieved until then."
        })
final class LoadCommand implements Callable<Integer> {

    private static final long PROGRESS_SECONDS = 2;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:4317",
            description = "Where OTLP/gRPC goes. Default: ${DEFAULT-VALUE}.")
    private String endpoint = "";

    @Option(
            names = "--signal",
            paramLabel = "SIGNAL",
            defaultValue = "traces",
            description = "traces, metrics or logs. Default: ${DEFAULT-VALUE}.")
    private Signal signal = Signal.TRACES;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Spans, data points or log records a second; or max. Default: ${DEFAULT-VALUE}.")
    private String rate = "";

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "How long. Default: ${DEFAULT-VALUE}.")
    private String duration = "";

    @Mixin
    private final LoadOptions what = new LoadOptions();

    @Option(
            names = "--compression",
            paramLabel = "WAY",
            defaultValue = "none",
            description = "none or gzip. Default: ${DEFAULT-VALUE}.")
    private Compression compression = Compression.NONE;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "4",
            description = "Connections that requests are spread over. Default: ${DEFAULT-VALUE}.")
    private int connections;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "128",
            description = "Requests without an answer yet, at most; more are sent late. Default: ${DEFAULT-VALUE}.")
    private int inFlight;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads that make requests; more for gzip. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File whose first line is the token to send. Default: the token in BELLWETHER_TOKEN.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--ca-certificate",
            paramLabel = "FILE",
            description = "Authorities (PEM) to trust with https. Default: those that Java trusts.")
    private @Nullable Path authority;

    @Option(names = "--json", description = "Print what was achieved as one line of JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Of requests. */
    enum Compression {
        NONE,
        GZIP
    }

    @Override
    public Integer call() throws InterruptedException {
        LoadProfile profile = what.profile(signal);
        LoadPlan plan;
        GrpcTarget target;
        try {
            plan = new LoadPlan(LoadRate.parse(spec.commandLine(), rate), duration(), inFlight, threads);
            target = target();
        } catch (IllegalArgumentException e) {
            throw wrong("--" + e.getMessage());
        }
        LoadSummary summary = run(profile, plan, target);
        Terminal terminal = Output.terminal(spec);
        if (json) {
            terminal.line(toJson(summary).toString());
        } else {
            tell(summary, terminal);
        }
        return summary.complete() ? ExitCode.OK : ExitCode.FAILURE;
    }

    private LoadSummary run(LoadProfile profile, LoadPlan plan, GrpcTarget target) throws InterruptedException {
        Shutdown shutdown = Shutdown.onSignals();
        LoadRequests requests = new LoadRequests(profile, LoadClock.SYSTEM.unixNanos());
        try (OtlpGrpcSender sender = new OtlpGrpcSender(target, profile.signal())) {
            LoadRun run = new LoadRun(plan, requests, sender, LoadListener.NONE, shutdown::asked);
            ScheduledExecutorService progress = Executors.newSingleThreadScheduledExecutor();
            try {
                if (Output.isWatched()) {
                    var unused = progress.scheduleAtFixedRate(
                            () -> progress(run.summary()), PROGRESS_SECONDS, PROGRESS_SECONDS, TimeUnit.SECONDS);
                }
                return run.run();
            } finally {
                progress.shutdownNow();
            }
        }
    }

    private void progress(LoadSummary now) {
        Output.terminal(spec)
                .note("%4d s: %s %s/s, p99 %s ms, %s failed"
                        .formatted(
                                now.elapsed().toSeconds(),
                                Output.count(Math.round(now.itemsPerSecond())),
                                items(),
                                Output.oneDecimal(now.latencyMillis(0.99)),
                                Output.count(now.failed())));
    }

    private Duration duration() {
        return Durations.option(spec.commandLine(), "--duration", duration);
    }

    private GrpcTarget target() {
        try {
            return new GrpcTarget(
                    new URI(endpoint.contains("://") ? endpoint : "http://" + endpoint),
                    connections,
                    GrpcTarget.TIMEOUT,
                    compression == Compression.GZIP,
                    token(),
                    authority);
        } catch (URISyntaxException e) {
            throw wrong("--endpoint: \"" + endpoint + "\" (expected: http://host:port)");
        }
    }

    private Optional<String> token() {
        try {
            return BearerToken.read(tokenFile, System.getenv());
        } catch (IllegalArgumentException | FileProblemException e) {
            throw wrong(e.getMessage());
        }
    }

    private CommandLine.ParameterException wrong(@Nullable String message) {
        return new CommandLine.ParameterException(spec.commandLine(), String.valueOf(message));
    }

    private String items() {
        return switch (signal) {
            case TRACES -> "spans";
            case METRICS -> "data points";
            case LOGS -> "log records";
        };
    }

    private void tell(LoadSummary summary, Terminal terminal) {
        terminal.line("%s %s in %s s: %s/s, %s bytes each"
                .formatted(
                        Output.count(summary.acknowledgedItems()),
                        items(),
                        Output.oneDecimal(summary.elapsed().toNanos() / 1e9),
                        terminal.bold(Output.count(Math.round(summary.itemsPerSecond()))),
                        Math.round(summary.bytesPerItem())));
        terminal.line("%s requests acknowledged: p50 %s ms, p99 %s ms, p99.9 %s ms"
                .formatted(
                        Output.count(summary.acknowledged()),
                        Output.oneDecimal(summary.latencyMillis(0.5)),
                        Output.oneDecimal(summary.latencyMillis(0.99)),
                        Output.oneDecimal(summary.latencyMillis(0.999))));
        summary.problems()
                .forEach((problem, count) ->
                        terminal.line(terminal.red(Output.count(count) + " requests failed: " + problem)));
        if (summary.unsent() > 0) {
            terminal.line(terminal.red(Output.count(summary.unsent())
                    + " requests were due and not sent: too many others had no answer (--in-flight)"));
        }
        if (summary.overdue() > 0) {
            terminal.line(terminal.red(Output.count(summary.overdue())
                    + " requests were due and not sent: they cannot be made fast enough here (--threads)"));
        }
    }

    private ObjectNode toJson(LoadSummary summary) {
        ObjectNode line = ServerClient.JSON.createObjectNode();
        line.put("signal", signal.name().toLowerCase(Locale.ROOT))
                .put("seconds", summary.elapsed().toNanos() / 1e9)
                .put("items", summary.acknowledgedItems())
                .put("items_per_second", summary.itemsPerSecond())
                .put("bytes_per_item", summary.bytesPerItem())
                .put("requests", summary.acknowledged())
                .put("ack_p50_millis", summary.latencyMillis(0.5))
                .put("ack_p99_millis", summary.latencyMillis(0.99))
                .put("ack_p999_millis", summary.latencyMillis(0.999))
                .put("failed", summary.failed())
                .put("unsent", summary.unsent())
                .put("overdue", summary.overdue())
                .put("late_p99_millis", summary.lateMillis(0.99));
        ObjectNode problems = line.putObject("problems");
        summary.problems().forEach(problems::put);
        return line;
    }
}
