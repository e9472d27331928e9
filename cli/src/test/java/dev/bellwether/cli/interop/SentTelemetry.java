package dev.bellwether.cli.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a program sent over OTLP by its own account, and how the same looks on the topics.
 *
 * @param operations entry spans by service, version and operation
 * @param dataPoints by service
 * @param logRecords by service
 */
record SentTelemetry(Map<String, Requests> operations, Map<String, Long> dataPoints, Map<String, Long> logRecords) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Entry spans, and those with status ERROR. */
    record Requests(long calls, long errors) {

        private static Requests of(JsonNode json) {
            return new Requests(
                    json.path("calls").longValue(), json.path("errors").longValue());
        }

        private Requests plus(Requests other) {
            return new Requests(calls + other.calls, errors + other.errors);
        }
    }

    static SentTelemetry printed(List<String> lines) throws IOException {
        SentTelemetry sent = new SentTelemetry(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        for (String line : lines) {
            JsonNode json = JSON.readTree(line);
            String service = json.path("service").textValue();
            json.path("operations")
                    .properties()
                    .forEach(operation -> sent.operations.put(
                            service + " " + json.path("version").textValue() + " " + operation.getKey(),
                            Requests.of(operation.getValue())));
            sent.dataPoints.put(service, json.path("dataPoints").longValue());
            sent.logRecords.put(service, json.path("logRecords").longValue());
        }
        return sent;
    }

    Set<String> services() {
        return dataPoints.keySet();
    }

    /** Sums over the newest revision of each window of the services. */
    static Map<String, Requests> counted(List<FactLine> facts, Set<String> services) {
        Map<String, JsonNode> newest = new TreeMap<>();
        facts.stream()
                .map(FactLine::fact)
                .filter(fact -> fact.has("windowStart")
                        && services.contains(fact.path("service").asText()))
                .forEach(window -> newest.put(operation(window) + " " + window.path("windowStart"), window));
        Map<String, Requests> totals = new TreeMap<>();
        newest.values().forEach(window -> totals.merge(operation(window), Requests.of(window), Requests::plus));
        return totals;
    }

    private static String operation(JsonNode window) {
        return window.path("service").asText() + " " + window.path("version").asText() + " "
                + window.path("operation").asText();
    }

    static Map<String, Long> dataPoints(List<ConsumerRecord<byte[], byte[]>> records, Set<String> services)
            throws InvalidProtocolBufferException {
        Map<String, Long> points = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            ExportMetricsServiceRequest.parseFrom(record.value())
                    .getResourceMetricsList()
                    .forEach(metrics -> metrics.getScopeMetricsList().stream()
                            .flatMap(scope -> scope.getMetricsList().stream())
                            .forEach(metric ->
                                    points.merge(service(metrics.getResource()), dataPoints(metric), Long::sum)));
        }
        points.keySet().retainAll(services);
        return points;
    }

    private static long dataPoints(Metric metric) {
        return metric.getSum().getDataPointsCount() + metric.getHistogram().getDataPointsCount();
    }

    static Map<String, Long> logRecords(List<ConsumerRecord<byte[], byte[]>> records, Set<String> services)
            throws InvalidProtocolBufferException {
        Map<String, Long> counts = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            ExportLogsServiceRequest.parseFrom(record.value())
                    .getResourceLogsList()
                    .forEach(logs -> logs.getScopeLogsList()
                            .forEach(scope -> counts.merge(
                                    service(logs.getResource()), (long) scope.getLogRecordsCount(), Long::sum)));
        }
        counts.keySet().retainAll(services);
        return counts;
    }

    private static String service(Resource resource) {
        return resource.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
    }
}
