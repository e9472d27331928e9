package dev.bellwether.ingest;

import dev.bellwether.edge.trace.RequestSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The span of handing a request to Kafka, from the first record to the last acknowledgement; names as in the <a
 * href="https://opentelemetry.io/docs/specs/semconv/messaging/kafka/">conventions for Kafka</a>. Does nothing where the request is not
 * traced.
 */
final class AppendSpan {

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<Long> RECORDS = AttributeKey.longKey("messaging.batch.message_count");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private static final String SEND = "send";

    private final Span span;

    private AppendSpan(Span span) {
        this.span = span;
    }

    static AppendSpan begin(RequestSpan request, String topic, int records) {
        Span span = request.child(SEND + " " + topic, SpanKind.PRODUCER);
        span.setAttribute(SYSTEM, "kafka")
                .setAttribute(OPERATION, SEND)
                .setAttribute(OPERATION_TYPE, SEND)
                .setAttribute(DESTINATION, topic)
                .setAttribute(RECORDS, (long) records);
        return new AppendSpan(span);
    }

    void end(@Nullable Throwable error) {
        if (error != null) {
            Throwable cause =
                    error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
            span.setStatus(StatusCode.ERROR)
                    .setAttribute(ERROR_TYPE, cause.getClass().getName());
        }
        span.end();
    }
}
