package dev.bellwether.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Duration;
import dev.bellwether.edge.GrpcStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A {@code google.rpc.Status} ({@code google/rpc/status.proto}) with the details that OTLP asks for ({@code error_details.proto}): {@code
 * BadRequest} where the client must change the request, {@code RetryInfo} where it should send it again.
 *
 * @param code a gRPC code
 * @param message for a person; at most {@value #MAX_MESSAGE} characters, so that it also fits into a header
 * @param badRequest whether the message is a violation by the request
 * @param retryAfter when to try again, if at all
 */
record RpcStatus(int code, String message, boolean badRequest, java.time.@Nullable Duration retryAfter) {

    private static final int MAX_MESSAGE = 1000;

    private static final String TYPES = "type.googleapis.com/google.rpc.";
    private static final JsonFactory JSON = new JsonFactory();

    RpcStatus {
        message = message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "...";
    }

    static RpcStatus of(Outcome.Rejected rejected, java.time.Duration retryAfter) {
        RejectReason reason = rejected.reason();
        return new RpcStatus(
                reason.grpcStatus().code(),
                rejected.message(),
                reason.grpcStatus() == GrpcStatus.INVALID_ARGUMENT,
                reason.retryable() ? retryAfter : null);
    }

    byte[] toProtobuf() {
        return write(out -> {
            out.writeInt32(1, code);
            out.writeString(2, message);
            if (badRequest) {
                out.writeMessage(3, detail("BadRequest", field(1, field(2, message))));
            }
            if (retryAfter != null) {
                Duration delay = Duration.newBuilder()
                        .setSeconds(retryAfter.getSeconds())
                        .setNanos(retryAfter.getNano())
                        .build();
                out.writeMessage(3, detail("RetryInfo", field(1, delay.toByteString())));
            }
        });
    }

    byte[] toJson() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("code", code);
            json.writeStringField("message", message);
            if (badRequest || retryAfter != null) {
                json.writeArrayFieldStart("details");
                writeDetails(json);
                json.writeEndArray();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.toByteArray();
    }

    private void writeDetails(JsonGenerator json) throws IOException {
        if (badRequest) {
            json.writeStartObject();
            json.writeStringField("@type", TYPES + "BadRequest");
            json.writeArrayFieldStart("fieldViolations");
            json.writeStartObject();
            json.writeStringField("description", message);
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        }
        if (retryAfter != null) {
            json.writeStartObject();
            json.writeStringField("@type", TYPES + "RetryInfo");
            json.writeStringField(
                    "retryDelay",
                    String.format(Locale.ROOT, "%d.%09ds", retryAfter.getSeconds(), retryAfter.getNano()));
            json.writeEndObject();
        }
    }

    private static Any detail(String type, ByteString value) {
        return Any.newBuilder().setTypeUrl(TYPES + type).setValue(value).build();
    }

    private static ByteString field(int number, String text) {
        return ByteString.copyFrom(write(out -> out.writeString(number, text)));
    }

    private static ByteString field(int number, ByteString bytes) {
        return ByteString.copyFrom(write(out -> out.writeBytes(number, bytes)));
    }

    private static byte[] write(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            writing.to(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    @FunctionalInterface
    private interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }
}
