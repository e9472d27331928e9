package dev.bellwether.alerting;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.alerting.lifecycle.AlertPhase;
import dev.bellwether.alerting.lifecycle.Evidence;
import dev.bellwether.alerting.lifecycle.Finding;
import dev.bellwether.alerting.lifecycle.Labels;
import dev.bellwether.alerting.lifecycle.TrackedAlert;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tracked alert as a store keeps it: the fact on the topics, and the timers that nobody else needs. Times are milliseconds
 * since the epoch.
 */
final class AlertCodec {

    private static final byte FORMAT = 1;
    private static final long ABSENT = Long.MIN_VALUE;

    private AlertCodec() {}

    static byte[] toBytes(TrackedAlert alert) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeUTF(alert.phase().name());
            write(out, alert.activeAt());
            write(out, alert.firedAt());
            write(out, alert.resolvedAt());
            write(out, alert.missingSince());
            write(out, alert.evaluatedAt());
            write(out, alert.sentAt());
            Finding finding = alert.finding();
            write(out, finding.labels().values());
            write(out, finding.annotations());
            out.writeDouble(finding.value());
            write(out, finding.evidence());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // in memory: cannot happen
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException where the bytes are not an alert: a store of ours that is broken, not bad input */
    static TrackedAlert parse(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte format = in.readByte();
            if (format != FORMAT) {
                throw new IllegalArgumentException("alert format: " + format + " (expected: " + FORMAT + ")");
            }
            AlertPhase phase = AlertPhase.valueOf(in.readUTF());
            Instant activeAt = present(instant(in));
            Instant firedAt = instant(in);
            Instant resolvedAt = instant(in);
            Instant missingSince = instant(in);
            Instant evaluatedAt = present(instant(in));
            Instant sentAt = present(instant(in));
            Labels labels = Labels.of(strings(in));
            Finding finding = new Finding(labels.fingerprint(), labels, strings(in), in.readDouble(), evidence(in));
            return new TrackedAlert(finding, phase, activeAt, firedAt, resolvedAt, missingSince, evaluatedAt, sentAt);
        } catch (IOException e) {
            throw new IllegalArgumentException("not an alert: " + bytes.length + " bytes", e);
        }
    }

    private static void write(DataOutputStream out, @Nullable Instant instant) throws IOException {
        out.writeLong(instant == null ? ABSENT : instant.toEpochMilli());
    }

    private static @Nullable Instant instant(DataInputStream in) throws IOException {
        long millis = in.readLong();
        return millis == ABSENT ? null : Instant.ofEpochMilli(millis);
    }

    private static Instant present(@Nullable Instant instant) {
        if (instant == null) {
            throw new IllegalArgumentException("not an alert: a time is missing");
        }
        return instant;
    }

    private static void write(DataOutputStream out, @Nullable Evidence evidence) throws IOException {
        out.writeBoolean(evidence != null);
        if (evidence == null) {
            return;
        }
        write(out, evidence.from());
        write(out, evidence.to());
        out.writeLong(evidence.requests());
        out.writeLong(evidence.errors());
        out.writeBoolean(evidence.complete());
        out.writeByte(evidence.traceIds().size());
        for (String traceId : evidence.traceIds()) {
            write(out, traceId);
        }
    }

    private static @Nullable Evidence evidence(DataInputStream in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        Instant from = present(instant(in));
        Instant to = present(instant(in));
        long requests = in.readLong();
        long errors = in.readLong();
        boolean complete = in.readBoolean();
        List<String> traceIds = new ArrayList<>();
        for (int left = in.readByte(); left > 0; left--) {
            traceIds.add(string(in));
        }
        return new Evidence(from, to, requests, errors, complete, traceIds);
    }

    private static void write(DataOutputStream out, Map<String, String> strings) throws IOException {
        out.writeInt(strings.size());
        for (Map.Entry<String, String> entry : strings.entrySet()) {
            write(out, entry.getKey());
            write(out, entry.getValue());
        }
    }

    private static Map<String, String> strings(DataInputStream in) throws IOException {
        Map<String, String> strings = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            strings.put(string(in), string(in));
        }
        return strings;
    }

    // Not writeUTF: a text may be longer than 64 kB.
    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String string(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length != length) {
            throw new IllegalArgumentException("not an alert: it ends in a text");
        }
        return new String(bytes, UTF_8);
    }
}
