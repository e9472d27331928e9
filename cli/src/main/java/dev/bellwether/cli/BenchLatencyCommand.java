package dev.bellwether.cli;

import dev.bellwether.bench.endtoend.LatencyBench;
import dev.bellwether.bench.endtoend.LatencyBench.Plan;
import dev.bellwether.bench.endtoend.LatencyBench.Result;
import dev.bellwether.bench.load.LoadProfile;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import java.util.concurrent.Callable;
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
            "Exit codes: 0 each of them has its alert, and all of the load was acknowledged; 1 not."
        },
        footer = {
            "",
            "Examples:",
            "  bellwether bench latency",
            "  bellwether bench latency --rate 100000 --markers 500 --json"
        })
final class BenchLatencyCommand implements Callable<Integer> {

    private static final int SPANS_PER_SECOND = 50_000;

    @Mixin
    private final BenchPace pace = BenchPace.of(SPANS_PER_SECOND);

    @Mixin
    private final BenchWarmUp warmUp = BenchWarmUp.brief();

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
                .put("spans_per_second", result.load().itemsPerSecond());
        report.load(result.load())
                .pace(plan.load())
                .warmUp(plan.warmUp())
                .profile(plan.profile())
                .server(plan.server())
                .machine(result.cpu())
                .print(terminal, json);
        return BenchRun.end(terminal, plan.load(), result.load(), result.good());
    }

    private Plan plan() {
        LoadProfile profile = LoadProfile.DEFAULT.withErrorRatio(0);
        return BenchRun.plan(spec, () -> new Plan(profile, pace.plan(), warmUp.duration(), markers, server.options()));
    }
}
