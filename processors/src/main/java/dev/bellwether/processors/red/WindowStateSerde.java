package dev.bellwether.processors.red;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.facts.Exemplar;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.schemas.FactCodec;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A window as the store keeps it. Each delta reads and writes one for each of its operations, so there is nothing in it that the
 * key says already, and the durations stay as they are. Numbers are big-endian:
 *
 * <pre>
 * byte    format, 1
 * long    end; then int revision, long closedAt
 * long    calls; then long errors, double adjusted calls, double adjusted errors
 * two exemplars, the slowest and the failed one: byte 0 where there is none, else 1, long duration,
 *         trace id and span id, each an int of its length and UTF-8
 * bytes   durations, all that is left
 * </pre>
 *
 * <p>Also reads facts ({@link RedWindow}, format 0), as which the first version of the store kept its windows.
 */
final class WindowStateSerde implements Serde<WindowState> {

    private static final byte FACT = 0;
    private static final byte FORMAT = 1;
    private static final int NUMBERS = 1 + 4 * Long.BYTES + Integer.BYTES + 2 * Double.BYTES;

    private static final byte[] NOTHING = {};

    private final FactCodec codec;

    WindowStateSerde(FactCodec codec) {
        this.codec = codec;
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka's interfaces are not annotated: null is a tombstone there
    public Serializer<WindowState> serializer() {
        return (topic, window) -> window == null ? null : toBytes(window);
    }

    @Override
    @SuppressWarnings("NullAway") // as above
    public Deserializer<WindowState> deserializer() {
        return (topic, bytes) -> bytes == null ? null : parse(bytes);
    }

    private static byte[] toBytes(WindowState window) {
        Red red = window.red();
        EncodedExemplar slowest = new EncodedExemplar(red.slowest());
        EncodedExemplar error = new EncodedExemplar(red.error());
        ByteBuffer durations = red.durations().duplicate();
        ByteBuffer bytes = ByteBuffer.allocate(NUMBERS + slowest.length() + error.length() + durations.remaining())
                .put(FORMAT)
                .putLong(window.end())
                .putInt(window.revision())
                .putLong(window.closedAt())
                .putLong(red.calls())
                .putLong(red.errors())
                .putDouble(red.adjustedCalls())
                .putDouble(red.adjustedErrors());
        slowest.writeTo(bytes);
        error.writeTo(bytes);
        return bytes.put(durations).array();
    }

    private WindowState parse(byte[] array) {
        ByteBuffer bytes = ByteBuffer.wrap(array);
        byte format = bytes.get();
        if (format == FACT) {
            return of(codec.decode(array, RedWindow.class));
        }
        if (format != FORMAT) {
            throw new IllegalStateException(
                    "a window of format " + format + " in the store (expected: " + FORMAT + ")");
        }
        long end = bytes.getLong();
        int revision = bytes.getInt();
        long closedAt = bytes.getLong();
        return new WindowState(
                end,
                new Red(
                        bytes.getLong(),
                        bytes.getLong(),
                        bytes.getDouble(),
                        bytes.getDouble(),
                        readExemplar(bytes),
                        readExemplar(bytes),
                        bytes.slice()),
                revision,
                closedAt);
    }

    private static WindowState of(RedWindow window) {
        return new WindowState(
                window.getWindowEnd().toEpochMilli(),
                new Red(
                        window.getCalls(),
                        window.getErrors(),
                        window.getAdjustedCalls(),
                        window.getAdjustedErrors(),
                        window.getSlowest(),
                        window.getError(),
                        window.getDurations()),
                window.getRevision(),
                window.getClosedAt().toEpochMilli());
    }

    private static @Nullable Exemplar readExemplar(ByteBuffer bytes) {
        if (bytes.get() == 0) {
            return null;
        }
        long durationNanos = bytes.getLong();
        String traceId = readText(bytes);
        return new Exemplar(traceId, readText(bytes), durationNanos);
    }

    private static String readText(ByteBuffer bytes) {
        byte[] text = new byte[bytes.getInt()];
        bytes.get(text);
        return new String(text, UTF_8);
    }

    private static final class EncodedExemplar {

        private final @Nullable Exemplar exemplar;
        private final byte[] traceId;
        private final byte[] spanId;

        EncodedExemplar(@Nullable Exemplar exemplar) {
            this.exemplar = exemplar;
            this.traceId = exemplar == null ? NOTHING : exemplar.getTraceId().getBytes(UTF_8);
            this.spanId = exemplar == null ? NOTHING : exemplar.getSpanId().getBytes(UTF_8);
        }

        int length() {
            return exemplar == null ? 1 : 1 + Long.BYTES + 2 * Integer.BYTES + traceId.length + spanId.length;
        }

        void writeTo(ByteBuffer bytes) {
            if (exemplar == null) {
                bytes.put((byte) 0);
                return;
            }
            bytes.put((byte) 1)
                    .putLong(exemplar.getDurationNanos())
                    .putInt(traceId.length)
                    .put(traceId)
                    .putInt(spanId.length)
                    .put(spanId);
        }
    }
}
