package dev.bellwether.cli;

import dev.bellwether.bench.endtoend.PipelineBench;
import dev.bellwether.bench.endtoend.PipelineBench.Plan;
import dev.bellwether.bench.endtoend.PipelineBench.Result;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.telemetry.otlp.Signal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Spans from OTLP/gRPC to windows. */
@Command(
        name = "pipeline",
        description = {
            "Measures spans on their whole way, from OTLP/gRPC to windows.",
            "Starts serve in a process of its own with a new data folder, sends spans, and holds what the windows say"
                    + " against what was sent. Generator and broker share the machine's processors with all else.",
            "Exit codes: 0 everything was acknowledged and counted once, 1 not everything."
        },
        footer = {
            "",
            "Examples:",
            "  bellwether bench pipeline",
            "  bellwether bench pipeline --rate 200000 --json",
            "  bellwether bench pipeline --shape gateway --services 1000 --operations 50"
        })
final class BenchPipelineCommand implements Callable<Integer> {

    @Mixin
    private final BenchPace pace = BenchPace.max();

    @Mixin
    private final BenchWarmUp warmUp = BenchWarmUp.brief();

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
        Plan plan = new Plan(load.profile(Signal.TRACES), pace.plan(), warmUp.duration(), server.options());
        Terminal terminal = Output.terminal(spec);
        Result result =
                BenchRun.of(terminal, (installation, progress) -> new PipelineBench(installation, plan).run(progress));
        report(plan, result).print(terminal, json);
        return BenchRun.end(terminal, plan.load(), result.load(), result.good());
    }

    private static BenchReport report(Plan plan, Result result) {
        long spans = result.load().acknowledgedItems();
        BenchReport report = new BenchReport("pipeline");
        report.json()
                .put("spans_per_second", result.spansPerSecond())
                .put("cpu_micros_per_span", result.cpuMicrosPerSpan())
                .put("processors_cpu_micros_per_span", result.processorsCpuMicrosPerSpan())
                .put("server_cpu_micros_per_span", result.cpu().serverMicrosPer(spans))
                .put("generator_cpu_micros_per_span", result.cpu().benchMicrosPer(spans));
        return report.balance(result.balance())
                .load(result.load())
                .pace(plan.load())
                .warmUp(plan.warmUp())
                .profile(plan.profile())
                .server(plan.server())
                .machine(result.cpu());
    }
}
