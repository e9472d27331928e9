package dev.bellwether.ingest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.google.protobuf.Descriptors.Descriptor;
import dev.bellwether.ingest.memory.Memory;
import dev.bellwether.ingest.memory.MemoryRefusedException;
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
 * <p>Unknown fields are ignored, {@code null} is the same as leaving a field out, a known name twice in one object is an error. Text
 * with half a surrogate pair gets U+FFFD in its place.
 *
 * <p>The wire form is written while the text is read, without an object for each message: a text of many small ones would take many
 * times its length. RATIONALE.md has the sum.
 */
public final class OtlpJson {

    /** JSON levels for each message level: the object, and the array that it stands in. */
    private static final int JSON_LEVELS_PER_MESSAGE = 2;

    private final JsonLimits limits;
    private final JsonFactory factory;

    public OtlpJson(JsonLimits limits) {
        this.limits = limits;
        this.factory = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // anybody chooses them
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(JSON_LEVELS_PER_MESSAGE * (limits.maxDepth() + 1))
                        .maxStringLength(limits.maxStringLength())
                        .build())
                .build();
    }

    /**
     * The request in protobuf's wire form.
     *
     * @param memory what is asked for more memory than three times the text: for a wire form that is longer than the text, and for unknown
     *     names
     * @throws MalformedJsonException if this is no JSON, or no request of that signal, or goes too far
     * @throws MemoryRefusedException if there is not so much memory
     */
    public byte[] read(Signal signal, byte[] json, Memory memory)
            throws MalformedJsonException, MemoryRefusedException {
        WireBuffer wire = new WireBuffer(json.length, limits.maxWireBytes(), memory);
        try (JsonParser parser = factory.createParser(json)) {
            read(parser, requestOf(signal), wire, memory);
        } catch (MemoryRefusedException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("closing a parser of an array", e);
        }
        return wire.toBytes();
    }

    private void read(JsonParser parser, Descriptor request, WireBuffer wire, Memory memory)
            throws MalformedJsonException, MemoryRefusedException {
        try {
            new MessageReader(parser, limits.maxDepth(), wire, new UnknownNames(parser, memory)).readDocument(request);
        } catch (MemoryRefusedException e) {
            throw e;
        } catch (WireTooLargeException e) {
            throw MalformedJsonException.tooLarge(parser.currentLocation(), String.valueOf(e.getMessage()));
        } catch (StreamConstraintsException e) {
            throw constraint(e, location(e, parser));
        } catch (JsonProcessingException e) {
            throw MalformedJsonException.at(location(e, parser), e.getOriginalMessage());
        } catch (IOException e) {
            // Jackson's own word for text that is not in the encoding it seems to be in
            throw MalformedJsonException.at(parser.currentLocation(), String.valueOf(e.getMessage()));
        }
    }

    private static MalformedJsonException constraint(StreamConstraintsException e, JsonLocation location) {
        String problem = e.getOriginalMessage();
        if (problem.contains("depth")) {
            return MalformedJsonException.tooDeep(location, problem);
        }
        return problem.contains("getMaxStringLength")
                ? MalformedJsonException.tooLarge(location, problem)
                : MalformedJsonException.at(location, problem);
    }

    private static JsonLocation location(JsonProcessingException e, JsonParser parser) {
        JsonLocation location = e.getLocation();
        return location == null ? parser.currentLocation() : location;
    }

    private static Descriptor requestOf(Signal signal) {
        return switch (signal) {
            case TRACES -> ExportTraceServiceRequest.getDescriptor();
            case METRICS -> ExportMetricsServiceRequest.getDescriptor();
            case LOGS -> ExportLogsServiceRequest.getDescriptor();
        };
    }
}
