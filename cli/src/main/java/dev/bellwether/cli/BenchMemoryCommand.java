package dev.bellwether.cli;

import dev.bellwether.bench.endtoend.MemoryBench;
import dev.bellwether.bench.endtoend.MemoryBench.Plan;
import dev.bellwether.bench.endtoend.MemoryBench.Result;
import dev.bellwether.cli.config.Durations;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.telemetry.otlp.Signal;
import java.util.concurrent.Callable;
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

    private static final int SPANS_PER_SECOND = 100_000;
    private static final double MEGABYTE = 1e6;

    @Mixin
    private final BenchPace pace = BenchPace.of(SPANS_PER_SECOND);

    @Option(
            names = "--idle",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "How long there is no load before. Default: ${DEFAULT-VALUE}.")
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
        Plan plan = new Plan(
                load.profile(Signal.TRACES),
                pace.plan(),
                Durations.option(spec.commandLine(), "--idle", idle),
                server.options());
        Terminal terminal = Output.terminal(spec);
        Result result =
                BenchRun.of(terminal, (installation, progress) -> new MemoryBench(installation, plan).run(progress));
        BenchReport report = new BenchReport("memory");
        report.json()
                .put("idle_megabytes", result.idle().bytes() / MEGABYTE)
                .put("loaded_megabytes", result.loaded().bytes() / MEGABYTE)
                .put("peak_megabytes", result.loaded().peakBytes() / MEGABYTE)
                .put("spans_per_second", result.load().itemsPerSecond())
                .put("idle_seconds", plan.idle().toNanos() / 1e9);
        report.load(result.load())
                .pace(plan.load())
                .profile(plan.profile())
                .server(plan.server())
                .machine(result.cpu())
                .print(terminal, json);
        return BenchRun.end(terminal, plan.load(), result.load(), result.load().complete());
    }
}
