package dev.bellwether.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.facts.OperationDelta;
import dev.bellwether.verification.deployment.ClosedWindow.VersionTraffic;
import dev.bellwether.verification.judge.Counts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * What one version did in one window, while the window is open. Counts and a few trace ids; no histograms.
 *
 * <p>Mutable: read from the store, added to and written back within one record. The result does not depend on the order
 * in which deltas come: sums, and of the trace ids the smallest.
 */
final class VersionWindow {

    private static final int FORMAT = 1;
    private static final int TRACES = 3;
    private static final int LATE_WINDOWS = 64;
    private static final int LONGEST_TRACE_ID = 64;

    private final long start;
    private final TreeMap<String, Counts> operations = new TreeMap<>();
    private final TreeMap<Long, Long> late = new TreeMap<>();
    private final TreeSet<String> traceIds = new TreeSet<>();

    VersionWindow(long start) {
        this.start = start;
    }

    /** Start of the window, event time. */
    long start() {
        return start;
    }

    void add(OperationDelta delta) {
        if (delta.getCalls() == 0) {
            return;
        }
        double adjusted = delta.getAdjustedCalls() > 0 ? delta.getAdjustedCalls() : delta.getCalls();
        Counts counts = new Counts(delta.getCalls(), delta.getErrors(), adjusted);
        operations.merge(delta.getOperation(), counts, Counts::plus);
        if (delta.getError() != null && delta.getError().getTraceId().length() <= LONGEST_TRACE_ID) {
            traceIds.add(delta.getError().getTraceId());
            if (traceIds.size() > TRACES) {
                traceIds.pollLast();
            }
        }
    }

    /** Requests that came now, and too late for the window that ended then. */
    void addLate(long windowEnd, long requests) {
        late.merge(windowEnd, requests, Long::sum);
        if (late.size() > LATE_WINDOWS) {
            Map.Entry<Long, Long> oldest = late.pollFirstEntry();
            late.merge(late.firstKey(), oldest.getValue(), Long::sum);
        }
    }

    VersionTraffic toTraffic() {
        return new VersionTraffic(operations, late, traceIds.stream().toList());
    }

    static Serde<VersionWindow> serde() {
        Serializer<VersionWindow> serializer = (topic, window) -> window == null ? null : window.toBytes();
        Deserializer<VersionWindow> deserializer = (topic, bytes) -> bytes == null ? null : parse(bytes);
        return Serdes.serdeFrom(serializer, deserializer);
    }

    private byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeLong(start);
            out.writeShort(operations.size());
            for (Map.Entry<String, Counts> operation : operations.entrySet()) {
                writeText(out, operation.getKey());
                operation.getValue().writeTo(out);
            }
            out.writeShort(late.size());
            for (Map.Entry<Long, Long> each : late.entrySet()) {
                out.writeLong(each.getKey());
                out.writeLong(each.getValue());
            }
            out.writeByte(traceIds.size());
            for (String traceId : traceIds) {
                writeText(out, traceId);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static VersionWindow parse(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int format = in.readUnsignedByte();
            if (format != FORMAT) {
                throw new IOException("window format: " + format + " (expected: " + FORMAT + ")");
            }
            VersionWindow window = new VersionWindow(in.readLong());
            int operations = in.readUnsignedShort();
            for (int i = 0; i < operations; i++) {
                window.operations.put(readText(in), Counts.readFrom(in));
            }
            int late = in.readUnsignedShort();
            for (int i = 0; i < late; i++) {
                window.late.put(in.readLong(), in.readLong());
            }
            int traces = in.readUnsignedByte();
            for (int i = 0; i < traces; i++) {
                window.traceIds.add(readText(in));
            }
            return window;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unlike {@link DataOutputStream#writeUTF}, of any length: operations are named by other people. */
    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), UTF_8);
    }
}
