package dev.bellwether.cli;

import dev.bellwether.bench.endtoend.ProcessorsBench;
import dev.bellwether.bench.endtoend.ProcessorsBench.Plan;
import dev.bellwether.bench.endtoend.ProcessorsBench.Result;
import dev.bellwether.bench.endtoend.ServerOptions;
import dev.bellwether.bench.load.LoadProfile;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.telemetry.otlp.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How the cost of the processors grows. */
@Command(
        name = "curve",
        description = {
            "Measures how the cost of a span in the processors grows with something.",
            "Runs bench processors once for each value. One of services, operations (of one service, or with --services of each),"
                    + " batch, partitions, commit-interval (of the windows, in milliseconds); the others are as told, or by default.",
            "Exit codes: 0 everything was counted once, 1 not everything."
        },
        footer = {
            "",
            "Examples:",
            "  bellwether bench curve services --json",
            "  bellwether bench curve services --shape gateway --json",
            "  bellwether bench curve operations --values 10,1000",
            "  bellwether bench curve batch --services 100"
        })
final class BenchCurveCommand implements Callable<Integer> {

    /** What is varied. */
    enum Axis {
        SERVICES("10,100,1000"),
        /** In all, and of one service, unless told how many: then of each. */
        OPERATIONS("10,64,500,1000,2000"),
        BATCH("10,100,500,5000"),
        PARTITIONS("1,4,12"),
        /** Of the windows, in milliseconds. */
        COMMIT_INTERVAL("100,1000,5000");

        private final String values;

        Axis(String values) {
            this.values = values;
        }

        /** As it is called on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Parameters(paramLabel = "WHAT", description = "services, operations, batch, partitions or commit-interval.")
    private Axis axis = Axis.SERVICES;

    @Option(
            names = "--values",
            paramLabel = "N",
            defaultValue = "",
            description =
                    "Its values, with commas. Default: 10,100,1000; of operations 10,64,500,1000,2000; of batch 10,100,500,5000; of partitions 1,4,12; of commit-interval 100,1000,5000.")
    private String values = "";

    @Option(
            names = "--spans",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "Spans on the topic, each time. Default: ${DEFAULT-VALUE}.")
    private long spans;

    @Mixin
    private final BenchEventRate eventRate = new BenchEventRate();

    @Mixin
    private final LoadOptions load = new LoadOptions();

    @Mixin
    private final BenchServerOptions server = new BenchServerOptions();

    @Option(names = "--json", description = "Print each result as one line of JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        List<Point> points = points();
        Terminal terminal = Output.terminal(spec);
        boolean good = true;
        for (Point point : points) {
            Result result = BenchRun.of(
                    terminal,
                    (installation, progress) -> new ProcessorsBench(installation, point.plan()).run(progress));
            BenchReport report = new BenchReport("curve");
            report.json().put("axis", axis.toString()).put("value", point.value());
            BenchProcessorsCommand.fill(report, point.plan(), result).print(terminal, json);
            good &= result.good();
        }
        return good ? ExitCode.OK : ExitCode.FAILURE;
    }

    /** A value of what is varied, and what is measured for it. */
    record Point(int value, Plan plan) {}

    List<Point> points() {
        List<Point> points = new ArrayList<>();
        try {
            for (String value : (values.isEmpty() ? axis.values : values).split(",", -1)) {
                int number = Integer.parseInt(value.strip());
                points.add(new Point(number, plan(number)));
            }
        } catch (NumberFormatException e) {
            throw wrong("--values: \"" + values + "\" (expected: numbers, with commas)");
        } catch (IllegalArgumentException e) {
            throw wrong("--values: " + e.getMessage());
        }
        return points;
    }

    private Plan plan(int value) {
        LoadProfile profile = load.profile(Signal.TRACES);
        ServerOptions options = server.options();
        return switch (axis) {
            case SERVICES -> plan(profile.withServices(value), BenchProcessorsCommand.PARTITIONS, options);
            case OPERATIONS ->
                plan(
                        (servicesAreTold() ? profile : profile.withServices(1)).withOperations(value),
                        BenchProcessorsCommand.PARTITIONS,
                        options);
            case BATCH -> plan(profile.withBatch(value), BenchProcessorsCommand.PARTITIONS, options);
            case PARTITIONS -> plan(profile, value, options);
            case COMMIT_INTERVAL ->
                plan(profile, BenchProcessorsCommand.PARTITIONS, options.with("windows.commit-interval", value + "ms"));
        };
    }

    private Plan plan(LoadProfile profile, int partitions, ServerOptions options) {
        return new Plan(profile, spans, eventRate.perSecond(), partitions, options);
    }

    private boolean servicesAreTold() {
        return spec.commandLine().getParseResult().hasMatchedOption("--services");
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
