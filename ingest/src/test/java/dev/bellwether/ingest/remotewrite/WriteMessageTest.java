package dev.bellwether.ingest.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.bellwether.ingest.memory.Memory;
import dev.bellwether.ingest.memory.MemoryRefusedException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WriteMessageTest {

    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @EnumSource
    void counts_whatIsInIt(WriteVersion version) throws Exception {
        byte[] message = new Writes(version)
                .series(3, 0, 1, "__name__", "a")
                .series(0, 2, 0, "__name__", "b", "job", "x")
                .series(0, 0, 0, "__name__", "c")
                .toBytes();
        assertThat(WriteMessage.parse(version, message, Memory.UNLIMITED).counts())
                .isEqualTo(new WriteCounts(3, 2, 1, 0));
    }

    @Test
    void descriptionsOfMetrics_count() throws Exception {
        byte[] message = new Writes(WriteVersion.V1).metadata("a").metadata("b").toBytes();
        assertThat(WriteMessage.parse(WriteVersion.V1, message, Memory.UNLIMITED)
                        .counts())
                .isEqualTo(new WriteCounts(0, 0, 0, 2));
    }

    @ParameterizedTest
    @EnumSource
    void nothing_isAMessage(WriteVersion version) throws Exception {
        assertThat(WriteMessage.parse(version, new byte[0], Memory.UNLIMITED).counts())
                .isEqualTo(WriteCounts.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void labels_areSortedOnceAndNameTheMetric(WriteVersion version) throws Exception {
        assertRefused(version, "after", "__name__", "up", "job", "a", "instance", "b");
        assertRefused(version, "after", "a", "b", "__name__", "up");
        assertRefused(version, "comes twice", "__name__", "up", "job", "a", "job", "a");
        assertRefused(version, "__name__", "instance", "b", "job", "a");
        assertRefused(version, "__name__", "__name__", "");
        assertRefused(version, "without a name", "", "x", "__name__", "up");
        assertRefused(version, "__name__");
        // upper case before underscores before lower case, as bytes are
        byte[] sorted = new Writes(version)
                .series(1, 0, 0, "A", "", "__name__", "up", "a", "1", "größe", "2", "größer", "3")
                .toBytes();
        assertThat(WriteMessage.parse(version, sorted, Memory.UNLIMITED)
                        .counts()
                        .samples())
                .isEqualTo(1);
    }

    private static void assertRefused(WriteVersion version, String problem, String... labels) {
        byte[] message = new Writes(version).series(1, 0, 0, labels).toBytes();
        assertThatThrownBy(() -> WriteMessage.parse(version, message, Memory.UNLIMITED))
                .as(Arrays.toString(labels))
                .isInstanceOf(MalformedWriteException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void references_leadToSymbols() {
        assertRefused(WriteVersion.V2, new Writes(WriteVersion.V2).references(1, 2), "symbol 1 where there are 1");
        assertRefused(WriteVersion.V2, new Writes(WriteVersion.V2).references(-1, 0), "symbol 4294967295");
        Writes odd =
                new Writes(WriteVersion.V2).series(1, 0, 0, "__name__", "up").references(1, 2, 1);
        assertRefused(WriteVersion.V2, odd, "odd number");
        Writes first =
                new Writes(WriteVersion.V2).series(1, 0, 0, "__name__", "up").firstSymbol("x");
        assertRefused(WriteVersion.V2, first, "first symbol");
    }

    @Test
    void otherVersion_isToldApart() {
        byte[] first = Writes.small(WriteVersion.V1);
        byte[] second = Writes.small(WriteVersion.V2);
        assertThatThrownBy(() -> WriteMessage.parse(WriteVersion.V2, first, Memory.UNLIMITED))
                .hasMessageContaining("version 1");
        assertThatThrownBy(() -> WriteMessage.parse(WriteVersion.V1, second, Memory.UNLIMITED))
                .hasMessageContaining("version 2");
    }

    private static void assertRefused(WriteVersion version, Writes writes, String problem) {
        assertThatThrownBy(() -> WriteMessage.parse(version, writes.toBytes(), Memory.UNLIMITED))
                .isInstanceOf(MalformedWriteException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @EnumSource
    void split_keepsEverySeriesInOrderWithinTheLimit(WriteVersion version) throws Exception {
        byte[] message = many(version, 200).toBytes();
        DynamicMessage whole = DynamicMessage.parseFrom(WriteSchema.of(version), message);
        int symbols = version == WriteVersion.V2 ? 2500 : 0;
        for (int maxBytes : new int[] {symbols * 2 + 300, symbols * 2 + 1500, message.length - 1, message.length}) {
            List<byte[]> parts =
                    WriteMessage.parse(version, message, Memory.UNLIMITED).split(maxBytes, Memory.UNLIMITED);
            List<Object> series = new ArrayList<>();
            WriteCounts counts = WriteCounts.NONE;
            for (byte[] part : parts) {
                assertThat(part.length).isLessThanOrEqualTo(maxBytes);
                series.addAll(texts(version, part));
                counts = counts.plus(
                        WriteMessage.parse(version, part, Memory.UNLIMITED).counts());
            }
            assertThat(parts.size() == 1).isEqualTo(maxBytes >= message.length);
            assertThat(series).isEqualTo(texts(version, whole.toByteArray()));
            assertThat(counts)
                    .isEqualTo(WriteMessage.parse(version, message, Memory.UNLIMITED)
                            .counts());
        }
    }

    private static Writes many(WriteVersion version, int count) {
        Writes writes = new Writes(version);
        for (int index = 0; index < count; index++) {
            writes.series(
                    index % 3, index % 2, index % 5 == 0 ? 1 : 0, "__name__", "m" + index, "job", "j" + index % 7);
        }
        return writes;
    }

    /** The series with what they refer to. */
    private static List<Object> texts(WriteVersion version, byte[] bytes) throws InvalidProtocolBufferException {
        DynamicMessage message = DynamicMessage.parseFrom(WriteSchema.of(version), bytes);
        Object symbols = version == WriteVersion.V2 ? field(message, "symbols") : "";
        List<Object> texts = new ArrayList<>();
        for (Object series : (List<?>) field(message, "timeseries")) {
            texts.add(symbols + " " + series);
        }
        return texts;
    }

    private static Object field(Message message, String name) {
        return message.getField(
                Objects.requireNonNull(message.getDescriptorForType().findFieldByName(name)));
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeParted_isTooLarge(WriteVersion version) throws Exception {
        WriteMessage message = WriteMessage.parse(
                version,
                many(version, 20).series(200, 0, 0, "__name__", "large").toBytes(),
                Memory.UNLIMITED);
        assertThatThrownBy(() -> message.split(1500, Memory.UNLIMITED))
                .isInstanceOfSatisfying(
                        MalformedWriteException.class,
                        e -> assertThat(e.tooLarge()).isTrue());
    }

    @Test
    void symbolsThatWouldFillEveryPart_areTooLarge() throws Exception {
        WriteMessage message = WriteMessage.parse(
                WriteVersion.V2,
                many(WriteVersion.V2, 50)
                        .series(1, 0, 0, "__name__", "x".repeat(3000))
                        .toBytes(),
                Memory.UNLIMITED);
        assertThatThrownBy(() -> message.split(4000, Memory.UNLIMITED)).hasMessageContaining("symbols");
    }

    /** Symbols and descriptions without content: two bytes each, as many as fit. */
    private static byte[] crowded(int tag, int count) {
        byte[] message = new byte[2 * count];
        for (int at = 0; at < message.length; at += 2) {
            message[at] = (byte) tag;
        }
        return message;
    }

    @Test
    void symbolsByTheMillion_areAskedForBeforeMemoryIsTaken() {
        AtomicLong taken = new AtomicLong();
        Memory aMegabyte = bytes -> {
            if (taken.get() + bytes > MIB) {
                return false;
            }
            taken.addAndGet(bytes);
            return true;
        };
        assertThatThrownBy(() -> WriteMessage.parse(WriteVersion.V2, crowded(MessageV2.SYMBOLS, MIB), aMegabyte))
                .isInstanceOf(MemoryRefusedException.class);
        assertThat(taken.get()).isBetween((long) MIB / 2, (long) MIB);
    }

    /** What is held is at most what is allocated, which the virtual machine counts. */
    @Test
    void descriptionsByTheMillion_takeNoMemory() throws Exception {
        byte[] message = crowded(MessageV1.METADATA, MIB);
        WriteMessage.parse(WriteVersion.V1, message, Memory.UNLIMITED); // loads classes
        com.sun.management.ThreadMXBean thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        WriteCounts counts =
                WriteMessage.parse(WriteVersion.V1, message, Memory.UNLIMITED).counts();
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;
        assertThat(counts.items()).isEqualTo(MIB);
        assertThat(allocated).isLessThan(MIB / 4);
    }

    @Test
    void symbolsThatEveryPartRepeats_areAskedFor() throws Exception {
        byte[] message = many(WriteVersion.V2, 50).toBytes();
        AtomicLong taken = new AtomicLong();
        List<byte[]> parts = WriteMessage.parse(WriteVersion.V2, message, Memory.UNLIMITED)
                .split(message.length / 2, bytes -> taken.addAndGet(bytes) > 0);
        long more = parts.stream().mapToLong(part -> part.length).sum() - message.length;
        assertThat(parts).hasSizeGreaterThan(1);
        assertThat(taken.get()).isGreaterThanOrEqualTo(more).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void damagedMessage_isRefusedWhereProtobufRefusesIt(WriteVersion version) throws Exception {
        byte[] original = many(version, 8).toBytes();
        Random random = new Random(17);
        int accepted = 0;
        for (int round = 0; round < 8_000; round++) {
            byte[] bytes = original.clone();
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            byte[] damaged = Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length);
            try {
                WriteCounts counts =
                        WriteMessage.parse(version, damaged, Memory.UNLIMITED).counts();
                assertThat(counts.samples() + counts.histograms() + counts.exemplars())
                        .as(HexFormat.of().formatHex(damaged))
                        .isEqualTo(itemsByProtobuf(version, damaged));
                accepted++;
            } catch (MalformedWriteException e) {
                // the labels may be what is wrong; that protobuf's own refusals are among these is what the counts
                // above show
                assertThat(e.tooLarge()).isFalse();
            }
        }
        assertThat(accepted).isBetween(400, 7_600);
    }

    /** Items as protobuf's own parser sees them; where only text is not UTF-8, as it sees them with other text. */
    private static long itemsByProtobuf(WriteVersion version, byte[] bytes) {
        try {
            DynamicMessage message = DynamicMessage.parseFrom(WriteSchema.ofBytes(version), bytes);
            long items = 0;
            for (Object series : (List<?>) field(message, "timeseries")) {
                for (String field : List.of("samples", "histograms", "exemplars")) {
                    items += ((List<?>) field((Message) series, field)).size();
                }
            }
            return items;
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(HexFormat.of().formatHex(bytes), e);
        }
    }
}
