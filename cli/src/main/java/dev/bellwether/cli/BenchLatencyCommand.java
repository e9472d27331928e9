package dev.bellwether.cli;

import dev.bellwether.bench.endtoend.LatencyBench;
import dev.bellwether.bench.endtoend.LatencyBench.Plan;
import dev.bellwether.bench.endtoend.LatencyBench.Result;
import dev.bellwether.bench.load.LoadPlan;
import dev.bellwether.bench.load.LoadProfile;
import dev.bellwether.cli.config.Durations;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From a span to an alert. */
@Command(
        name = "latency",
        description = {
            "Measures how long it takes from a span to an alert.",
            "Starts serve in a process of its own. Beside a load without errors, services that nobody has seen before fail"
                    + " their first request; the alert asks for more errors than none, and for no hold (for: 0s).",
            "Exit codes: 0 each of them has its alert, 1 some have none."
        },
        footer = {
            "",
            "Examples:",
            "  bellwether bench latency",
            "  bellwether bench latency --rate 100000 --markers 500 --json"
        })
final class BenchLatencyCommand implements Callable<Integer> {

    private static final int IN_FLIGHT = 128;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "50000",
            description = "Spans a second beside it. Default: ${DEFAULT-VALUE}.")
    private String rate = "";

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            defaultValue = "60s",
            description = "How long there are markers. Default: ${DEFAULT-VALUE}.")
    private String duration = "";

    @Option(
            names = "--warm-up",
            paramLabel = "DURATION",
            defaultValue = "20s",
            description = "How long the load runs before. Default: ${DEFAULT-VALUE}.")
    private String warmUp = "";

    @Option(
            names = "--markers",
            paramLabel = "N",
            defaultValue = "200",
            description = "Services that fail. Default: ${DEFAULT-VALUE}.")
    private int markers;

    @Mixin
    private final BenchServerOptions server = new BenchServerOptions();

    @Option(names = "--json", description = "Print what came out as one line of JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Plan plan = plan();
        Terminal terminal = Output.terminal(spec);
        Result result =
                BenchRun.of(terminal, (installation, progress) -> new LatencyBench(installation, plan).run(progress));
        BenchReport report = new BenchReport("latency");
        report.json()
                .put("p50_millis", result.millis(0.5))
                .put("p99_millis", result.millis(0.99))
                .put("max_millis", result.millis(1))
                .put("markers", plan.markers())
                .put("missing", result.missing())
                .put("offered_spans_per_second", plan.load().itemsPerSecond())
                .put("spans_per_second", result.load().itemsPerSecond());
        BenchReport.load(report.json(), result.load());
        BenchReport.profile(report.json(), plan.profile());
        BenchReport.machine(report.json(), result.cpu());
        report.print(terminal, json);
        return result.good() ? ExitCode.OK : ExitCode.FAILURE;
    }

    private Plan plan() {
        CommandLine command = spec.commandLine();
        try {
            LoadPlan load = new LoadPlan(
                    LoadRate.parse(command, rate), Durations.option(command, "--duration", duration), IN_FLIGHT, 1);
            LoadProfile profile = LoadProfile.DEFAULT.withErrorRatio(0);
            return new Plan(profile, load, Durations.option(command, "--warm-up", warmUp), markers, server.options());
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(command, "--" + e.getMessage());
        }
    }
}
