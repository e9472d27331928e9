package dev.bellwether.alerting.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.alerting.rulebook.GroupKey;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.rules.Alert;
import dev.bellwether.promql.rules.RuleState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a group stands, and what its rules carry, as a store keeps them. Times are milliseconds since the epoch. */
final class StateCodec {

    private static final byte FORMAT = 1;
    private static final long ABSENT = Long.MIN_VALUE;

    private StateCodec() {}

    /** Writes one value. */
    private interface Writing {

        void to(TextOutput out) throws IOException;
    }

    /** Reads one value. */
    private interface Reading<T> {

        T from(TextInput in) throws IOException;
    }

    static byte[] toBytes(GroupProgress progress) {
        return bytes(out -> {
            out.writeLong(progress.startedAfter());
            out.writeLong(progress.lastSlot());
            out.writeLong(progress.seenBefore());
            out.writeLong(progress.forgottenBefore());
            out.writeLong(progress.remoteWriteSeen());
            out.writeLong(progress.incompleteUntil());
            out.writeInt(progress.recordedTo().size());
            for (Map.Entry<GroupKey, Long> writer : progress.recordedTo().entrySet()) {
                out.writeText(writer.getKey().toString());
                out.writeLong(writer.getValue());
            }
        });
    }

    static GroupProgress progress(byte[] bytes) {
        return read(bytes, in -> {
            long startedAfter = in.readLong();
            long lastSlot = in.readLong();
            long seenBefore = in.readLong();
            long forgottenBefore = in.readLong();
            long remoteWriteSeen = in.readLong();
            long incompleteUntil = in.readLong();
            Map<GroupKey, Long> recordedTo = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                recordedTo.put(GroupKey.parse(in.readText()), in.readLong());
            }
            return new GroupProgress(
                    startedAfter, lastSlot, seenBefore, forgottenBefore, remoteWriteSeen, incompleteUntil, recordedTo);
        });
    }

    static byte[] toBytes(RuleMemory memory) {
        return bytes(out -> {
            out.writeInt(memory.rules().size());
            for (RuleMemory.Kept rule : memory.rules()) {
                out.writeText(rule.name());
                out.writeTexts(rule.labels());
                write(out, rule.state());
            }
        });
    }

    static RuleMemory memory(byte[] bytes) {
        return read(bytes, in -> {
            List<RuleMemory.Kept> rules = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                rules.add(new RuleMemory.Kept(in.readText(), in.readTexts(), state(in)));
            }
            return new RuleMemory(rules);
        });
    }

    private static void write(TextOutput out, RuleState state) throws IOException {
        out.writeInt(state.alerts().size());
        for (Alert alert : state.alerts().values()) {
            write(out, alert);
        }
        out.writeInt(state.written().size());
        for (Labels series : state.written()) {
            out.writeTexts(series.toMap());
        }
        out.writeBoolean(state.failure().isPresent());
        out.writeText(state.failure().orElse(""));
    }

    private static RuleState state(TextInput in) throws IOException {
        Map<Labels, Alert> alerts = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            Alert alert = alert(in);
            alerts.put(alert.labels(), alert);
        }
        Set<Labels> written = new HashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            written.add(Labels.of(in.readTexts()));
        }
        boolean failed = in.readBoolean();
        String failure = in.readText();
        return new RuleState(alerts, written, failed ? Optional.of(failure) : Optional.empty());
    }

    private static void write(TextOutput out, Alert alert) throws IOException {
        out.writeTexts(alert.labels().toMap());
        out.writeTexts(alert.annotations());
        out.writeText(alert.state().name());
        out.writeDouble(alert.value());
        out.writeLong(alert.activeAt().toEpochMilli());
        write(out, alert.firedAt());
        write(out, alert.resolvedAt());
        write(out, alert.keepFiringSince());
    }

    private static Alert alert(TextInput in) throws IOException {
        return new Alert(
                Labels.of(in.readTexts()),
                in.readTexts(),
                Alert.State.valueOf(in.readText()),
                in.readDouble(),
                Instant.ofEpochMilli(in.readLong()),
                instant(in),
                instant(in),
                instant(in));
    }

    private static void write(TextOutput out, Optional<Instant> instant) throws IOException {
        out.writeLong(instant.map(Instant::toEpochMilli).orElse(ABSENT));
    }

    private static Optional<Instant> instant(TextInput in) throws IOException {
        long millis = in.readLong();
        return millis == ABSENT ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (TextOutput out = new TextOutput(bytes)) {
            out.writeByte(FORMAT);
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // in memory: cannot happen
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException where the bytes are none of ours: a store that is broken, not bad input */
    private static <T> T read(byte[] bytes, Reading<T> reading) {
        try (TextInput in = new TextInput(new ByteArrayInputStream(bytes))) {
            byte format = in.readByte();
            if (format != FORMAT) {
                throw new IllegalArgumentException("state of a rule group: " + format + " (expected: " + FORMAT + ")");
            }
            return reading.from(in);
        } catch (IOException e) {
            throw new IllegalArgumentException("not the state of a rule group: " + bytes.length + " bytes", e);
        }
    }

    /** Texts of any length; those of {@link DataOutputStream} end at 64 kB. */
    private static final class TextOutput extends DataOutputStream {

        TextOutput(ByteArrayOutputStream bytes) {
            super(bytes);
        }

        void writeText(String text) throws IOException {
            byte[] utf8 = text.getBytes(UTF_8);
            writeInt(utf8.length);
            write(utf8);
        }

        void writeTexts(Map<String, String> texts) throws IOException {
            writeInt(texts.size());
            for (Map.Entry<String, String> text : texts.entrySet()) {
                writeText(text.getKey());
                writeText(text.getValue());
            }
        }
    }

    private static final class TextInput extends DataInputStream {

        TextInput(ByteArrayInputStream bytes) {
            super(bytes);
        }

        String readText() throws IOException {
            int length = readInt();
            byte[] utf8 = readNBytes(length);
            if (utf8.length != length) {
                throw new IOException("it ends in a text");
            }
            return new String(utf8, UTF_8);
        }

        Map<String, String> readTexts() throws IOException {
            Map<String, String> texts = new LinkedHashMap<>();
            for (int left = readInt(); left > 0; left--) {
                texts.put(readText(), readText());
            }
            return texts;
        }
    }
}
