package dev.bellwether.telemetry.otlp;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.util.ArrayList;
import java.util.List;

/** Requests as the generated protobuf classes see them. */
final class ParsedRequests {

    private ParsedRequests() {}

    static Descriptor descriptor(Signal signal) {
        return switch (signal) {
            case TRACES -> ExportTraceServiceRequest.getDescriptor();
            case METRICS -> ExportMetricsServiceRequest.getDescriptor();
            case LOGS -> ExportLogsServiceRequest.getDescriptor();
        };
    }

    static Message parse(Signal signal, byte[] request) throws InvalidProtocolBufferException {
        Parser<? extends Message> parser = switch (signal) {
            case TRACES -> ExportTraceServiceRequest.parser();
            case METRICS -> ExportMetricsServiceRequest.parser();
            case LOGS -> ExportLogsServiceRequest.parser();
        };
        return parser.parseFrom(request);
    }

    /** Every item with all that it stands in, in order: what splitting must preserve. */
    static List<Item> items(Signal signal, byte[] request) throws InvalidProtocolBufferException {
        return items(parse(signal, request));
    }

    static List<Item> items(Message request) {
        List<Item> items = new ArrayList<>();
        if (request instanceof ExportTraceServiceRequest traces) {
            for (ResourceSpans resource : traces.getResourceSpansList()) {
                for (ScopeSpans scope : resource.getScopeSpansList()) {
                    List<Message> around = List.of(
                            traces.toBuilder().clearResourceSpans().build(),
                            resource.toBuilder().clearScopeSpans().build(),
                            scope.toBuilder().clearSpans().build());
                    scope.getSpansList().forEach(span -> items.add(new Item(around, span)));
                }
            }
        } else if (request instanceof ExportLogsServiceRequest logs) {
            for (ResourceLogs resource : logs.getResourceLogsList()) {
                for (ScopeLogs scope : resource.getScopeLogsList()) {
                    List<Message> around = List.of(
                            logs.toBuilder().clearResourceLogs().build(),
                            resource.toBuilder().clearScopeLogs().build(),
                            scope.toBuilder().clearLogRecords().build());
                    scope.getLogRecordsList().forEach(log -> items.add(new Item(around, log)));
                }
            }
        } else if (request instanceof ExportMetricsServiceRequest metrics) {
            addItems(metrics, items);
        }
        return items;
    }

    private static void addItems(ExportMetricsServiceRequest metrics, List<Item> items) {
        for (ResourceMetrics resource : metrics.getResourceMetricsList()) {
            for (ScopeMetrics scope : resource.getScopeMetricsList()) {
                for (Metric metric : scope.getMetricsList()) {
                    List<Message> around = List.of(
                            metrics.toBuilder().clearResourceMetrics().build(),
                            resource.toBuilder().clearScopeMetrics().build(),
                            scope.toBuilder().clearMetrics().build(),
                            withoutPoints(metric));
                    points(metric).forEach(point -> items.add(new Item(around, point)));
                }
            }
        }
    }

    private static List<? extends Message> points(Metric metric) {
        return switch (metric.getDataCase()) {
            case GAUGE -> metric.getGauge().getDataPointsList();
            case SUM -> metric.getSum().getDataPointsList();
            case HISTOGRAM -> metric.getHistogram().getDataPointsList();
            case EXPONENTIAL_HISTOGRAM -> metric.getExponentialHistogram().getDataPointsList();
            case SUMMARY -> metric.getSummary().getDataPointsList();
            case DATA_NOT_SET -> List.of();
        };
    }

    private static Metric withoutPoints(Metric metric) {
        Metric.Builder bare = metric.toBuilder();
        switch (metric.getDataCase()) {
            case GAUGE -> bare.getGaugeBuilder().clearDataPoints();
            case SUM -> bare.getSumBuilder().clearDataPoints();
            case HISTOGRAM -> bare.getHistogramBuilder().clearDataPoints();
            case EXPONENTIAL_HISTOGRAM -> bare.getExponentialHistogramBuilder().clearDataPoints();
            case SUMMARY -> bare.getSummaryBuilder().clearDataPoints();
            case DATA_NOT_SET -> {}
        }
        return bare.build();
    }

    /** A span, data point or log record, and the messages around it without their items. */
    record Item(List<Message> around, Message item) {}
}
