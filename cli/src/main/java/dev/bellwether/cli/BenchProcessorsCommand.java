package dev.bellwether.cli;

import dev.bellwether.bench.endtoend.ProcessorsBench;
import dev.bellwether.bench.endtoend.ProcessorsBench.Plan;
import dev.bellwether.bench.endtoend.ProcessorsBench.Result;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.telemetry.otlp.Signal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Spans on a topic to windows. */
@Command(
        name = "processors",
        description = {
            "Measures the processors by themselves, on a topic that is full of spans.",
            "Fills a topic, then starts serve with the role processors in a process of its own, and measures that from the"
                    + " first third of the spans to the end.",
            "Exit codes: 0 everything was counted once, 1 not everything."
        },
        footer = {
            "",
            "Examples:",
            "  bellwether bench processors",
            "  bellwether bench processors --spans 20000000 --services 1000 --json"
        })
final class BenchProcessorsCommand implements Callable<Integer> {

    /** As many as an embedded broker has. */
    static final int PARTITIONS = 4;

    @Option(
            names = "--spans",
            paramLabel = "N",
            defaultValue = "20000000",
            description = "Spans on the topic. Default: ${DEFAULT-VALUE}.")
    private long spans;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "" + PARTITIONS,
            description = "Partitions of each topic. Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Mixin
    private final BenchEventRate eventRate = new BenchEventRate();

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
        Terminal terminal = Output.terminal(spec);
        Plan plan = plan();
        Result result = BenchRun.of(
                terminal, (installation, progress) -> new ProcessorsBench(installation, plan).run(progress));
        fill(new BenchReport("processors"), plan, result).print(terminal, json);
        return result.good() ? ExitCode.OK : ExitCode.FAILURE;
    }

    private Plan plan() {
        return BenchRun.plan(
                spec,
                () -> new Plan(
                        load.profile(Signal.TRACES), spans, eventRate.perSecond(), partitions, server.options()));
    }

    static BenchReport fill(BenchReport report, Plan plan, Result result) {
        report.json()
                .put("processors_cpu_micros_per_span", result.cpuMicrosPerSpan())
                .put("spans_per_second", result.spansPerSecond())
                .put("spans", result.spans());
        report.balance(result.balance());
        report.json()
                .put("spans_on_topic", plan.spans())
                .put("event_spans_per_second", plan.eventRate())
                .put("fill_behind_seconds", result.behind().toNanos() / 1e9)
                .put("partitions", plan.partitions());
        return report.profile(plan.profile()).server(plan.server()).machine(result.cpu());
    }
}
