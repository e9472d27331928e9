package dev.bellwether.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.bench.promql.Cost;
import dev.bellwether.bench.promql.PromqlBench.Plan;
import dev.bellwether.bench.promql.PromqlBench.Row;
import dev.bellwether.cli.terminal.Terminal;
import java.time.Duration;
import java.util.Locale;

/** How the rows of a benchmark are shown, one by one as they come. */
sealed interface BenchTable {

    void begin(Plan plan);

    void row(Row row);

    /** Columns for people. */
    record Text(Terminal terminal) implements BenchTable {

        private static final String COLUMNS = "%8s  %-17s %-8s %14s %14s %6s  %14s %8s %6s  %s";

        @Override
        public void begin(Plan plan) {
            terminal.line(
                    "Milliseconds of processor time a run, after a warm-up; ratio is Bellwether's to Prometheus'.");
            terminal.line("first and warm-up (in seconds, and its runs) are Bellwether's.");
            terminal.line(terminal.bold(String.format(
                    Locale.ROOT,
                    COLUMNS,
                    "series",
                    "query",
                    "",
                    "Prometheus",
                    "Bellwether",
                    "ratio",
                    "first",
                    "warm-up",
                    "runs",
                    "results")));
        }

        @Override
        public void row(Row row) {
            Cost ours = row.bellwether();
            String line = String.format(
                    Locale.ROOT,
                    COLUMNS,
                    row.series(),
                    row.query(),
                    row.kind(),
                    millis(row.prometheus().perRun()),
                    millis(ours.perRun()),
                    String.format(Locale.ROOT, "%.2f", row.ratio()),
                    millis(ours.first()),
                    String.format(Locale.ROOT, "%.1f", ours.warmUp().toNanos() / 1e9),
                    ours.warmUpRuns(),
                    row.difference().orElse("same"));
            terminal.line(row.difference().isEmpty() ? line : terminal.red(line));
        }

        private static String millis(Duration time) {
            return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e6);
        }
    }

    /** A line of JSON each. */
    record Json(Terminal terminal, ObjectMapper mapper) implements BenchTable {

        @Override
        public void begin(Plan plan) {
            // a stream of rows has no head
        }

        @Override
        public void row(Row row) {
            ObjectNode json = mapper.createObjectNode();
            json.put("series", row.series());
            json.put("query", row.query());
            json.put("kind", row.kind());
            json.put("samples", row.samples());
            json.put("ratio", row.ratio());
            put(json.putObject("prometheus"), row.prometheus());
            put(json.putObject("bellwether"), row.bellwether());
            json.put("same", row.difference().isEmpty());
            row.difference().ifPresent(difference -> json.put("difference", difference));
            terminal.line(json.toString());
        }

        private static void put(ObjectNode json, Cost cost) {
            json.put("firstMillis", cost.first().toNanos() / 1e6);
            json.put("warmUpRuns", cost.warmUpRuns());
            json.put("warmUpMillis", cost.warmUp().toNanos() / 1e6);
            json.put("runs", cost.runs());
            json.put("perRunMillis", cost.perRun().toNanos() / 1e6);
        }
    }
}
