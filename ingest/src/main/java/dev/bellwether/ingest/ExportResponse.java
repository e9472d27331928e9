package dev.bellwether.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.Message;
import dev.bellwether.telemetry.otlp.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The {@code Export…ServiceResponse} of a request that was taken. */
final class ExportResponse {

    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] NOTHING = {};

    private ExportResponse() {}

    /** On full success {@code partial_success} is not set, which leaves no bytes at all. */
    static byte[] toProtobuf(Signal signal, Outcome.Accepted accepted) {
        return accepted.isPartial() ? partial(signal, accepted).toByteArray() : NOTHING;
    }

    static byte[] toJson(Signal signal, Outcome.Accepted accepted) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            if (accepted.isPartial()) {
                json.writeObjectFieldStart("partialSuccess");
                json.writeStringField(rejectedName(signal), Long.toString(accepted.rejectedItems()));
                json.writeStringField("errorMessage", accepted.message());
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.toByteArray();
    }

    private static Message partial(Signal signal, Outcome.Accepted accepted) {
        long rejected = accepted.rejectedItems();
        String message = accepted.message();
        return switch (signal) {
            case TRACES -> {
                var response = ExportTraceServiceResponse.newBuilder();
                response.getPartialSuccessBuilder().setRejectedSpans(rejected).setErrorMessage(message);
                yield response.build();
            }
            case METRICS -> {
                var response = ExportMetricsServiceResponse.newBuilder();
                response.getPartialSuccessBuilder()
                        .setRejectedDataPoints(rejected)
                        .setErrorMessage(message);
                yield response.build();
            }
            case LOGS -> {
                var response = ExportLogsServiceResponse.newBuilder();
                response.getPartialSuccessBuilder()
                        .setRejectedLogRecords(rejected)
                        .setErrorMessage(message);
                yield response.build();
            }
        };
    }

    private static String rejectedName(Signal signal) {
        return switch (signal) {
            case TRACES -> "rejectedSpans";
            case METRICS -> "rejectedDataPoints";
            case LOGS -> "rejectedLogRecords";
        };
    }
}
