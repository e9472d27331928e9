package dev.bellwether.processors.fold;

import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import dev.bellwether.telemetry.otlp.Signal;

/**
 * Where the requests of a signal come from, and where their deltas go.
 *
 * @param name of the operator, and what the names of its neighbours and its store begin with
 * @param request what the records of the raw topic are
 */
public record FoldPlan(String name, Signal signal, String request, Topic raw, Topic deltas, Topic enriched) {

    static FoldPlan traces(Topics topics) {
        return new FoldPlan(
                "fold",
                Signal.TRACES,
                "ExportTraceServiceRequest",
                topics.otlpSpans(),
                topics.redDeltas(),
                topics.otlpSpansEnriched());
    }

    static FoldPlan logs(Topics topics) {
        return new FoldPlan(
                "fold-logs",
                Signal.LOGS,
                "ExportLogsServiceRequest",
                topics.otlpLogs(),
                topics.logDeltas(),
                topics.otlpLogsEnriched());
    }

    /** Metrics, to the samples that rules need. */
    public static FoldPlan metrics(Topics topics) {
        return new FoldPlan(
                "match-metrics",
                Signal.METRICS,
                "ExportMetricsServiceRequest",
                topics.otlpMetrics(),
                topics.samples(),
                topics.otlpMetricsEnriched());
    }

    /** What came by remote write, to the samples that rules need; it is never enriched. */
    public static FoldPlan remoteWrite(Topics topics) {
        return new FoldPlan(
                "match-samples",
                Signal.METRICS,
                "request of remote write",
                topics.prometheusSamples(),
                topics.samples(),
                topics.otlpMetricsEnriched());
    }

    String source() {
        return name + "-source";
    }

    String deltasSink() {
        return name + "-deltas-sink";
    }

    String ticksSink() {
        return name + "-ticks-sink";
    }

    String enrichedSink() {
        return name + "-enriched-sink";
    }

    /** Hash of a request to the log time at which it was seen; kept for {@link FoldConfig#rememberRetries()}. */
    String retriesStore() {
        return name + "-retries";
    }
}
