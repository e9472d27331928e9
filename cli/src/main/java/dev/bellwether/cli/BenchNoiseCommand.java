package dev.bellwether.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.bench.endtoend.NoiseBench;
import dev.bellwether.bench.endtoend.NoiseBench.Plan;
import dev.bellwether.bench.endtoend.NoiseBench.Result;
import dev.bellwether.bench.endtoend.NoiseBench.Rounds;
import dev.bellwether.bench.endtoend.NoiseBench.Turns;
import dev.bellwether.bench.load.LoadProfile;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What one service with too many names does to the others. */
@Command(
        name = "noise",
        description = {
            "Measures what a service with an operation for each span does to the others.",
            "Starts serve in a process of its own. In turns one service sends as many spans of ten operations, and of one"
                    + " operation each. Beside it there are a load, which is held against the windows, and services that fail"
                    + " their first request, as in bench latency. A turn takes as long as --duration says.",
            "Exit codes: 0 everything was counted as it was sent, and each marker has its alert; 1 not so."
        },
        footer = {
            "",
            "Examples:",
            "  bellwether bench noise",
            "  bellwether bench noise --spans 100000 --duration 20s --json"
        })
final class BenchNoiseCommand implements Callable<Integer> {

    private static final int SPANS_PER_SECOND = 10_000;
    private static final String TURN = "30s";

    @Option(
            names = "--spans",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Of the noisy service: in all quiet turns, and in all noisy ones. Default: ${DEFAULT-VALUE}.")
    private long spans;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds of a quiet turn and a noisy one. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Mixin
    private final BenchPace pace = BenchPace.of(SPANS_PER_SECOND, TURN);

    @Mixin
    private final BenchWarmUp warmUp = BenchWarmUp.brief();

    @Option(
            names = "--markers",
            paramLabel = "N",
            defaultValue = "50",
            description = "Services that fail, in each turn. Default: ${DEFAULT-VALUE}.")
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
                BenchRun.of(terminal, (installation, progress) -> new NoiseBench(installation, plan).run(progress));
        BenchReport report = new BenchReport("noise");
        report.json()
                .put(
                        "alert_p50_ratio",
                        result.noisy().alertMillis(0.5) / result.quiet().alertMillis(0.5))
                .put(
                        "heap_ratio",
                        (double) result.noisy().heap() / result.quiet().heap())
                .put(
                        "resident_ratio",
                        (double) result.noisy().resident() / result.quiet().resident());
        turns(report.json(), "quiet", result.quiet());
        turns(report.json(), "noisy", result.noisy());
        report.json()
                .put("noise_sent", result.noise().sent())
                .put("noise_counted", result.noise().counted())
                .put("noise_operations", result.noise().operations());
        report.balance(result.others())
                .load(result.load())
                .pace(plan.load())
                .warmUp(plan.warmUp())
                .profile(plan.profile())
                .server(plan.server())
                .machine(result.cpu())
                .print(terminal, json);
        return BenchRun.end(terminal, plan.load(), result.load(), result.good());
    }

    private static void turns(ObjectNode line, String name, Turns turns) {
        line.put(name + "_alert_p50_millis", turns.alertMillis(0.5))
                .put(name + "_alert_p90_millis", turns.alertMillis(0.9))
                .put(name + "_missing", turns.missing())
                .put(name + "_heap_bytes", turns.heap())
                .put(name + "_resident_bytes", turns.resident());
    }

    private Plan plan() {
        return BenchRun.plan(
                spec,
                () -> new Plan(
                        LoadProfile.DEFAULT.withErrorRatio(0),
                        pace.plan(),
                        warmUp.duration(),
                        new Rounds(rounds, spans),
                        markers,
                        server.options()));
    }
}
