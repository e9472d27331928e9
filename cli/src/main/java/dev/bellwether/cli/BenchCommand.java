package dev.bellwether.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellwether.bench.promql.BenchQuery;
import dev.bellwether.bench.promql.PromqlBench;
import dev.bellwether.bench.promql.PromqlBench.Plan;
import dev.bellwether.bench.promql.PromqlBench.Row;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Benchmarks that need no set-up but the programs they compare with; they start what they measure. */
@Command(
        name = "bench",
        description = "Measures Bellwether, by itself and beside others, on this machine.",
        subcommands = {
            BenchPipelineCommand.class,
            BenchIngestCommand.class,
            BenchProcessorsCommand.class,
            BenchLatencyCommand.class,
            BenchMemoryCommand.class,
            BenchSoakCommand.class,
            BenchNoiseCommand.class,
            BenchCurveCommand.class
        },
        footer = {"", "Examples:", "  bellwether bench pipeline --json", "  bellwether bench promql"})
final class BenchCommand implements Runnable {

    private static final int SMALLEST_SIZE = 10;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "which benchmark? There are: "
                        + String.join(", ", spec.subcommands().keySet()));
    }

    @Command(
            name = "promql",
            description = {
                "Measures PromQL here and in a Prometheus: processor time of each query, and whether the results are the same.",
                "Of a size N there are N series of a counter, and as many buckets of histograms.",
                "Exit codes: 0 all results are the same, 1 some differ, or Prometheus cannot be used."
            },
            footer = {
                "",
                "Examples:",
                "  bellwether bench promql",
                "  bellwether bench promql --series 100000 --query rate --seconds 20"
            })
    int promql(
            @Option(
                            names = "--prometheus",
                            paramLabel = "FILE",
                            description = "The program prometheus. Default: the one on the PATH.")
                    @Nullable
                    Path prometheus,
            @Option(
                            names = "--series",
                            paramLabel = "N",
                            split = ",",
                            defaultValue = "10,1000,100000",
                            description = "Numbers of series. Default: ${DEFAULT-VALUE}.")
                    List<Integer> sizes,
            @Option(
                            names = "--query",
                            paramLabel = "NAME",
                            split = ",",
                            description = "Only these queries. Default: all.")
                    @Nullable
                    List<String> queries,
            @Option(
                            names = "--seconds",
                            paramLabel = "S",
                            defaultValue = "1",
                            description =
                                    "Processor time to warm up each query in, and then to measure it in; three runs each at least. Default: ${DEFAULT-VALUE}.")
                    int seconds,
            @Option(names = "--json", description = "One line of JSON for each query.") boolean json) {
        if (sizes.stream().anyMatch(size -> size < SMALLEST_SIZE)) {
            throw new CommandFailure(ExitCode.USAGE, "--series: at least " + SMALLEST_SIZE + " each");
        }
        if (seconds < 0) {
            throw new CommandFailure(ExitCode.USAGE, "--seconds: " + seconds + " (expected: at least 0)");
        }
        Path program = prometheus == null ? onThePath() : prometheus;
        Plan plan = new Plan(program, sizes, chosen(queries), Duration.ofSeconds(seconds));
        Terminal terminal = Output.terminal(spec);
        BenchTable table = json ? new BenchTable.Json(terminal, new ObjectMapper()) : new BenchTable.Text(terminal);
        return run(plan, table);
    }

    private static int run(Plan plan, BenchTable table) {
        try {
            table.begin(plan);
            List<Row> rows = new PromqlBench(plan).run(table::row);
            return rows.stream().allMatch(row -> row.difference().isEmpty()) ? ExitCode.OK : ExitCode.FAILURE;
        } catch (IOException failed) {
            throw new CommandFailure(ExitCode.FAILURE, plan.prometheus() + ": " + failed.getMessage());
        }
    }

    private static List<BenchQuery> chosen(@Nullable List<String> names) {
        if (names == null) {
            return List.of(BenchQuery.values());
        }
        return names.stream().map(BenchCommand::query).toList();
    }

    private static BenchQuery query(String name) {
        return Arrays.stream(BenchQuery.values())
                .filter(query -> query.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "--query: \"" + name + "\" (expected: " + String.join(", ", BenchQuery.labels()) + ")"));
    }

    private static Path onThePath() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new CommandFailure(
                                ExitCode.FAILURE,
                                "there is no prometheus on the PATH: install it (Debian: package prometheus), or give --prometheus FILE"));
    }
}
