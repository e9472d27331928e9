package dev.bellwether.ingest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.google.protobuf.Message;
import dev.bellwether.telemetry.otlp.OtlpLimits;
import dev.bellwether.telemetry.otlp.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Requests in OTLP/JSON, as <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">the specification</a> has it:
 * protobuf's JSON form, except that names are lowerCamelCase only, trace and span ids are hexadecimal, and enums are numbers. What other
 * senders are known to write is read as well: names of enum values, base64 of either alphabet.
 *
 * <p>Unknown fields are ignored, {@code null} is the same as leaving a field out, a name twice in one object is an error. Text with
 * half a surrogate pair gets U+FFFD in its place.
 */
public final class OtlpJson {

    /** JSON levels for each message level: the object, and the array that it stands in. */
    private static final int JSON_LEVELS_PER_MESSAGE = 2;

    private final OtlpLimits limits;
    private final JsonFactory factory;

    /** @param limits how deep messages may lie within each other */
    public OtlpJson(OtlpLimits limits) {
        this.limits = limits;
        this.factory = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // anybody chooses them
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(JSON_LEVELS_PER_MESSAGE * (limits.maxDepth() + 1))
                        .maxStringLength(Integer.MAX_VALUE) // the request's size is bounded already
                        .build())
                .build();
    }

    /**
     * The request in protobuf form.
     *
     * @throws MalformedJsonException if this is no JSON, or no request of that signal, or too deep
     */
    public Message read(Signal signal, byte[] json) throws MalformedJsonException {
        Message.Builder request = newRequest(signal);
        try (JsonParser parser = factory.createParser(json)) {
            try {
                new MessageReader(parser, limits.maxDepth()).readDocument(request);
            } catch (StreamConstraintsException e) {
                throw constraint(e, location(e, parser));
            } catch (JsonProcessingException e) {
                throw MalformedJsonException.at(location(e, parser), e.getOriginalMessage());
            } catch (IOException e) {
                // Jackson's own word for text that is not in the encoding it seems to be in
                throw MalformedJsonException.at(parser.currentLocation(), String.valueOf(e.getMessage()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("closing a parser of an array", e);
        }
        return request.build();
    }

    private static MalformedJsonException constraint(StreamConstraintsException e, JsonLocation location) {
        String problem = e.getOriginalMessage();
        return problem.contains("depth")
                ? MalformedJsonException.tooDeep(location, problem)
                : MalformedJsonException.at(location, problem);
    }

    private static JsonLocation location(JsonProcessingException e, JsonParser parser) {
        JsonLocation location = e.getLocation();
        return location == null ? parser.currentLocation() : location;
    }

    private static Message.Builder newRequest(Signal signal) {
        return switch (signal) {
            case TRACES -> ExportTraceServiceRequest.newBuilder();
            case METRICS -> ExportMetricsServiceRequest.newBuilder();
            case LOGS -> ExportLogsServiceRequest.newBuilder();
        };
    }
}
