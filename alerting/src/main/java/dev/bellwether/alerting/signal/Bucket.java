package dev.bellwether.alerting.signal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import dev.bellwether.telemetry.histogram.MalformedHistogramException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The requests of one version of a service that were appended to the log in one second. Merging is exact, and it does not
 * matter in which order.
 *
 * @param calls entry spans
 * @param errors of those, spans with status ERROR
 * @param durations in nanoseconds
 * @param failed examples with status ERROR, at most {@value #MAX_TRACES}, slowest first
 * @param slow the slowest examples, at most {@value #MAX_TRACES}, slowest first
 */
public record Bucket(long calls, long errors, ExponentialHistogram durations, List<Trace> failed, List<Trace> slow) {

    public static final int MAX_TRACES = 4;

    private static final byte FORMAT = 1;

    public Bucket {
        requireNonNull(durations, "durations");
        failed = List.copyOf(failed);
        slow = List.copyOf(slow);
        if (errors < 0 || errors > calls) {
            throw new IllegalArgumentException("errors: " + errors + " (expected: 0.." + calls + ")");
        }
    }

    public Bucket plus(Bucket other) {
        return new Bucket(
                calls + other.calls,
                errors + other.errors,
                durations.plus(other.durations),
                slowest(Stream.concat(failed.stream(), other.failed.stream())),
                slowest(Stream.concat(slow.stream(), other.slow.stream())));
    }

    /** The traces that a bucket keeps of these. */
    public static List<Trace> slowest(Stream<Trace> traces) {
        return traces.distinct().sorted(Trace.SLOWEST_FIRST).limit(MAX_TRACES).toList();
    }

    /** Format (1 byte), calls, errors (8 bytes each), the two lists of traces, the length of the histogram (4 bytes), the histogram. */
    public byte[] toBytes() {
        byte[] histogram = durations.toBytes();
        int size = 1 + 2 * Long.BYTES + size(failed) + size(slow) + Integer.BYTES + histogram.length;
        ByteBuffer buffer = ByteBuffer.allocate(size).put(FORMAT).putLong(calls).putLong(errors);
        write(failed, buffer);
        write(slow, buffer);
        return buffer.putInt(histogram.length).put(histogram).array();
    }

    /** @throws IllegalArgumentException where the bytes are not a bucket: a store of ours that is broken, not bad input */
    public static Bucket parse(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            byte format = buffer.get();
            if (format != FORMAT) {
                throw new IllegalArgumentException("bucket format: " + format + " (expected: " + FORMAT + ")");
            }
            long calls = buffer.getLong();
            long errors = buffer.getLong();
            List<Trace> failed = traces(buffer);
            List<Trace> slow = traces(buffer);
            if (buffer.getInt() != buffer.remaining()) {
                throw new BufferUnderflowException();
            }
            return new Bucket(calls, errors, ExponentialHistogram.parse(buffer), failed, slow);
        } catch (BufferUnderflowException | MalformedHistogramException e) {
            throw new IllegalArgumentException("not a bucket: " + bytes.length + " bytes", e);
        }
    }

    private static int size(List<Trace> traces) {
        int size = 1;
        for (Trace trace : traces) {
            size += 1 + trace.traceId().length() + Long.BYTES;
        }
        return size;
    }

    private static void write(List<Trace> traces, ByteBuffer buffer) {
        buffer.put((byte) traces.size());
        for (Trace trace : traces) {
            byte[] id = trace.traceId().getBytes(UTF_8);
            buffer.put((byte) id.length).put(id).putLong(trace.durationNanos());
        }
    }

    private static List<Trace> traces(ByteBuffer buffer) {
        List<Trace> traces = new ArrayList<>();
        for (int left = buffer.get(); left > 0; left--) {
            byte[] id = new byte[buffer.get()];
            buffer.get(id);
            traces.add(new Trace(new String(id, UTF_8), buffer.getLong()));
        }
        return traces;
    }
}
