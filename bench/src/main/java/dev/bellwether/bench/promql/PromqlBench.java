package dev.bellwether.bench.promql;

import dev.bellwether.promql.storage.SeriesSamples;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Evaluates the same queries on the same series here and in a Prometheus, compares the results value by value, and measures the processor
 * time of both.
 *
 * <p>What is compared is not quite the same work: Prometheus also decompresses its samples, reads a request and writes JSON; the series of
 * this process lie in memory as plain arrays. {@link BenchQuery#NOTHING} shows what a request costs by itself.
 */
public final class PromqlBench {

    /**
     * What is measured, and how long.
     *
     * @param prometheus the program
     * @param sizes numbers of series, each at least 10
     * @param perPhase processor time to warm up a query in, and then to measure it in
     */
    public record Plan(Path prometheus, List<Integer> sizes, List<BenchQuery> queries, Duration perPhase) {

        public Plan {
            sizes = List.copyOf(sizes);
            queries = List.copyOf(queries);
        }
    }

    /**
     * What came out for one query.
     *
     * @param series number of series
     * @param kind {@code instant} or {@code range}
     * @param samples number of samples of the result
     * @param difference how the results differ; empty if they are the same
     */
    public record Row(
            int series,
            String query,
            String kind,
            int samples,
            Cost prometheus,
            Cost bellwether,
            Optional<String> difference) {

        /** Processor time here, as a share of that in Prometheus. */
        public double ratio() {
            return (double) bellwether.perRun().toNanos() / prometheus.perRun().toNanos();
        }
    }

    private final Plan plan;

    public PromqlBench(Plan plan) {
        this.plan = plan;
    }

    /**
     * Measures all queries on all sizes.
     *
     * @param rows gets each row as soon as it is there
     * @throws IOException if Prometheus does not start or does not take the series
     */
    public List<Row> run(Consumer<Row> rows) throws IOException {
        List<Row> all = new ArrayList<>();
        for (int size : plan.sizes()) {
            List<SeriesSamples> series = SyntheticSeries.of(size);
            try (PrometheusServer prometheus = PrometheusServer.start(plan.prometheus())) {
                prometheus.write(series);
                BellwetherEngine bellwether = new BellwetherEngine(series);
                for (QueryKind kind : QueryKind.values()) {
                    for (BenchQuery query : plan.queries()) {
                        Row row = row(size, query, kind, prometheus, bellwether);
                        rows.accept(row);
                        all.add(row);
                    }
                }
            }
        }
        return all;
    }

    private Row row(int size, BenchQuery query, QueryKind kind, QueryEngine prometheus, QueryEngine bellwether) {
        Measurement measurement = new Measurement(plan.perPhase());
        Cost theirs = measurement.of(prometheus, query, kind);
        Cost ours = measurement.of(bellwether, query, kind);
        Answer answer = bellwether.answer(query, kind);
        Optional<String> difference = answer.samples() == 0
                ? Optional.of("no samples: nothing was measured")
                : answer.differenceFrom(prometheus.answer(query, kind), query.tolerance());
        return new Row(size, query.label(), kind.label(), answer.samples(), theirs, ours, difference);
    }
}
