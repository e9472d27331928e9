package dev.bellwether.cli;

import dev.bellwether.bench.endtoend.MemoryBench;
import dev.bellwether.bench.endtoend.MemoryBench.Plan;
import dev.bellwether.bench.endtoend.MemoryBench.Result;
import dev.bellwether.bench.load.LoadPlan;
import dev.bellwether.cli.config.Durations;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.telemetry.otlp.Signal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Memory of the whole stack. */
@Command(
        name = "memory",
        description = {
            "Measures the memory of serve: with nothing to do, and under load.",
            "Starts serve with its own broker and all its roles in a process of its own. What counts is all that Linux keeps"
                    + " for the process (RSS), heap and everything else.",
            "Exit codes: 0 everything was acknowledged, 1 not everything."
        },
        footer = {
            "",
            "Examples:",
            "  bellwether bench memory",
            "  bellwether bench memory --rate 20000 --server-heap 256m"
        })
final class BenchMemoryCommand implements Callable<Integer> {

    private static final int IN_FLIGHT = 128;
    private static final double MEGABYTE = 1e6;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Spans a second. Default: ${DEFAULT-VALUE}.")
    private String rate = "";

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            defaultValue = "60s",
            description = "How long there is load. Default: ${DEFAULT-VALUE}.")
    private String duration = "";

    @Option(
            names = "--idle",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "How long there is none before. Default: ${DEFAULT-VALUE}.")
    private String idle = "";

    @Mixin
    private final LoadOptions load = new LoadOptions();

    @Mixin
    private final BenchServerOptions server = new BenchServerOptions();

    @Option(names = "--json", description = "Print what came out as one line of JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        CommandLine command = spec.commandLine();
        LoadPlan pace = new LoadPlan(
                LoadRate.parse(command, rate), Durations.option(command, "--duration", duration), IN_FLIGHT, 1);
        Plan plan = new Plan(
                load.profile(Signal.TRACES), pace, Durations.option(command, "--idle", idle), server.options());
        Terminal terminal = Output.terminal(spec);
        Result result =
                BenchRun.of(terminal, (installation, progress) -> new MemoryBench(installation, plan).run(progress));
        BenchReport report = new BenchReport("memory");
        report.json()
                .put("idle_megabytes", result.idle().bytes() / MEGABYTE)
                .put("loaded_megabytes", result.loaded().bytes() / MEGABYTE)
                .put("peak_megabytes", result.loaded().peakBytes() / MEGABYTE)
                .put("offered_spans_per_second", plan.load().itemsPerSecond())
                .put("spans_per_second", result.load().itemsPerSecond());
        BenchReport.load(report.json(), result.load());
        BenchReport.profile(report.json(), plan.profile());
        BenchReport.machine(report.json(), result.cpu());
        report.print(terminal, json);
        return result.load().complete() ? ExitCode.OK : ExitCode.FAILURE;
    }
}
