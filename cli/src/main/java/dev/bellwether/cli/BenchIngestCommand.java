package dev.bellwether.cli;

import dev.bellwether.bench.endtoend.IngestBench;
import dev.bellwether.bench.endtoend.IngestBench.Plan;
import dev.bellwether.bench.endtoend.IngestBench.Result;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.telemetry.otlp.Signal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** OTLP/gRPC to Kafka. */
@Command(
        name = "ingest",
        description = {
            "Measures OTLP/gRPC to Kafka.",
            "Starts serve with the role ingest in a process of its own; the broker and the generator are in this one.",
            "Exit codes: 0 everything was acknowledged, 1 not everything."
        },
        footer = {
            "",
            "Examples:",
            "  bellwether bench ingest",
            "  bellwether bench ingest --signal metrics --rate 100000 --json"
        })
final class BenchIngestCommand implements Callable<Integer> {

    @Option(
            names = "--signal",
            paramLabel = "SIGNAL",
            defaultValue = "traces",
            description = "traces, metrics or logs. Default: ${DEFAULT-VALUE}.")
    private Signal signal = Signal.TRACES;

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
        Plan plan = new Plan(load.profile(signal), pace.plan(), warmUp.duration(), server.options());
        Terminal terminal = Output.terminal(spec);
        Result result =
                BenchRun.of(terminal, (installation, progress) -> new IngestBench(installation, plan).run(progress));
        BenchReport report = new BenchReport("ingest");
        long items = result.load().acknowledgedItems();
        report.json()
                .put("spans_per_second", result.load().itemsPerSecond())
                .put("cpu_micros_per_span", result.cpuMicrosPerItem())
                .put("ingest_cpu_micros_per_span", result.cpu().serverMicrosPer(items))
                .put("generator_and_broker_cpu_micros_per_span", result.cpu().benchMicrosPer(items));
        report.load(result.load())
                .pace(plan.load())
                .warmUp(plan.warmUp())
                .profile(plan.profile())
                .server(plan.server())
                .machine(result.cpu())
                .print(terminal, json);
        return BenchRun.end(terminal, plan.load(), result.load(), result.load().complete());
    }
}
