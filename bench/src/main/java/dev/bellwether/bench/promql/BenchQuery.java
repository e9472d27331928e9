package dev.bellwether.bench.promql;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The queries that are measured, on {@link SyntheticSeries}. */
public enum BenchQuery {
    /** What is left when there is nothing to do: the way to the engine and back. */
    NOTHING("vector(1)"),
    SUM("sum by (job) (requests_total)"),
    RATE("sum by (job) (rate(requests_total[5m]))"),
    TOPK("topk(10, rate(requests_total[5m]))"),
    CLASSIC_QUANTILE("histogram_quantile(0.9, sum by (job, le) (rate(latency_seconds_bucket[5m])))"),
    /**
     * Within an exponential bucket Prometheus interpolates exponentially since 3.0, and did linearly before. Where a bucket ends at the
     * square root of two times its begin, the two are at most 1.6 % apart.
     */
    NATIVE_QUANTILE("histogram_quantile(0.9, sum by (job) (rate(latency_native_seconds[5m])))", 0.016),
    RATIO("sum by (job) (rate(requests_total{code=\"500\"}[5m]))"
            + " / on (job) group_left () sum by (job) (rate(requests_total[5m]))"),
    JOIN("sum by (version) (rate(requests_total[5m]) * on (job, instance) group_left (version) build_info)"),
    PAIRS("max by (job) (rate(requests_total{code=\"500\"}[5m])"
            + " / ignoring (code) rate(requests_total{code=\"200\"}[5m]))"),
    SUBQUERY("max by (job) (max_over_time(rate(requests_total[5m])[5m:1m]))");

    /** Of sums of the same numbers in another order. */
    private static final double ROUNDING = 1e-9;

    static final Instant END = SyntheticSeries.START.plus(Duration.ofSeconds(19 * 60 + 50));
    static final Instant RANGE_START = END.minus(Duration.ofMinutes(10));
    static final Duration STEP = Duration.ofSeconds(30);

    private final String text;
    private final double tolerance;

    BenchQuery(String text) {
        this(text, ROUNDING);
    }

    BenchQuery(String text, double tolerance) {
        this.text = text;
        this.tolerance = tolerance;
    }

    /** In PromQL. */
    public String text() {
        return text;
    }

    /** How far results may be apart, as a share of the larger one. */
    double tolerance() {
        return tolerance;
    }

    /** As it is called in tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How all of them are called. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(BenchQuery::label).toList();
    }
}
