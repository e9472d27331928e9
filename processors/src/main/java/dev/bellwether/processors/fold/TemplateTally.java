package dev.bellwether.processors.fold;

import dev.bellwether.facts.LogTemplateDelta;
import dev.bellwether.telemetry.log.Severity;
import dev.bellwether.telemetry.otlp.ByteSlice;
import dev.bellwether.telemetry.otlp.LogView;

/**
 * Counts the log records of one template in one delta, and keeps one of them as its example: the most severe one, of equals the first.
 * Mutable, owned by the {@link LogDeltaBuilder} that made it.
 */
final class TemplateTally {

    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    private long records;
    private long errors;
    private Severity mostSevere = Severity.UNSPECIFIED;
    private String example = "";
    private String traceId = "";
    private String spanId = "";

    /** Counts a log record; true where it is the {@link #example} from now on. */
    boolean add(Severity severity) {
        boolean isExample = records == 0 || severity.compareTo(mostSevere) > 0;
        if (isExample) {
            mostSevere = severity;
        }
        records++;
        errors += severity.isError() ? 1 : 0;
        return isExample;
    }

    /** @param message of the log record that was counted last, as long as an example may be */
    void example(LogView log, String message) {
        example = message;
        traceId = id(log.traceId(), TRACE_ID_BYTES);
        spanId = id(log.spanId(), SPAN_ID_BYTES);
    }

    /** Adds what another one has counted; of equally severe examples this one's stays. */
    TemplateTally plus(TemplateTally other) {
        if (other.mostSevere.compareTo(mostSevere) > 0) {
            mostSevere = other.mostSevere;
            example = other.example;
            traceId = other.traceId;
            spanId = other.spanId;
        }
        records += other.records;
        errors += other.errors;
        return this;
    }

    LogTemplateDelta toDelta(String template) {
        return LogTemplateDelta.newBuilder()
                .setTemplate(template)
                .setRecords(records)
                .setErrors(errors)
                .setExample(example)
                .setTraceId(traceId)
                .setSpanId(spanId)
                .build();
    }

    /** In hexadecimal digits; empty where it is none. */
    private static String id(ByteSlice bytes, int length) {
        return bytes.length() == length ? bytes.toHex() : "";
    }
}
