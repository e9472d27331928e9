package dev.bellwether.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.bench.endtoend.SoakBench;
import dev.bellwether.bench.endtoend.SoakBench.Looks;
import dev.bellwether.bench.endtoend.SoakBench.Plan;
import dev.bellwether.bench.endtoend.SoakBench.Result;
import dev.bellwether.bench.endtoend.Trend;
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

/** Whether memory grows. */
@Command(
        name = "soak",
        description = {
            "Measures whether memory grows under a steady load.",
            "Starts serve in a process of its own, sends spans, looks at its heap after garbage collection and at its resident"
                    + " memory again and again, and lays a line through what it saw after the warm-up. What is remembered for a"
                    + " time is remembered for at most a minute here, so let the warm-up be longer.",
            "Exit codes: 0 memory grew by no more than --tolerance, and everything was acknowledged and counted once; 1 not so."
        },
        footer = {
            "",
            "Examples:",
            "  bellwether bench soak",
            "  bellwether bench soak --rate 50000 --duration 1h --json"
        })
final class BenchSoakCommand implements Callable<Integer> {

    private static final int SPANS_PER_SECOND = 100_000;

    @Mixin
    private final BenchPace pace = BenchPace.of(SPANS_PER_SECOND, "10m");

    @Mixin
    private final BenchWarmUp warmUp = BenchWarmUp.of("2m");

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description =
                    "Pause between two looks; for each of them the process stands still for a moment. Default: ${DEFAULT-VALUE}.")
    private String every = "";

    @Option(
            names = "--tolerance",
            paramLabel = "RATIO",
            defaultValue = "0.1",
            description =
                    "By how much each line may rise from its begin to its end, as a share of the mean. Default: ${DEFAULT-VALUE}.")
    private double tolerance;

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
        Plan plan = plan();
        Terminal terminal = Output.terminal(spec);
        Result result =
                BenchRun.of(terminal, (installation, progress) -> new SoakBench(installation, plan).run(progress));
        BenchReport report = new BenchReport("soak");
        trend(report.json(), "heap", result.memory().heap());
        trend(report.json(), "resident", result.memory().resident());
        report.json()
                .put("tolerance", result.memory().tolerance())
                .put("samples", result.memory().samples())
                .put("spans_per_second", result.load().itemsPerSecond());
        report.balance(result.balance())
                .load(result.load())
                .pace(plan.load())
                .warmUp(plan.warmUp())
                .profile(plan.profile())
                .server(plan.server())
                .machine(result.cpu())
                .print(terminal, json);
        return BenchRun.end(terminal, plan.load(), result.load(), result.good());
    }

    private static void trend(ObjectNode line, String of, Trend trend) {
        line.put(of + "_growth", trend.growth()).put(of + "_mean_bytes", Math.round(trend.mean()));
    }

    private Plan plan() {
        return BenchRun.plan(
                spec,
                () -> new Plan(
                        load.profile(Signal.TRACES),
                        pace.plan(),
                        warmUp.duration(),
                        new Looks(Durations.option(spec.commandLine(), "--every", every), tolerance),
                        server.options()));
    }
}
