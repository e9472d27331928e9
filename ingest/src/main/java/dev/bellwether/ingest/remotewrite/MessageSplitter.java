package dev.bellwether.ingest.remotewrite;

import dev.bellwether.ingest.memory.Memory;
import dev.bellwether.ingest.memory.MemoryRefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Splits a message that has been checked. It looks for the series again: to remember where each of them is would take many times the
 * length of a message of short ones.
 */
final class MessageSplitter {

    private final WriteVersion version;
    private final byte[] bytes;
    private final int maxBytes;
    private final Memory memory;
    private final List<byte[]> parts = new ArrayList<>();
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private ByteArrayOutputStream part = new ByteArrayOutputStream();

    MessageSplitter(WriteVersion version, byte[] bytes, int maxBytes, Memory memory) {
        this.version = version;
        this.bytes = bytes;
        this.maxBytes = maxBytes;
        this.memory = memory;
    }

    /** What is done with a field: its tag, length and value are the bytes from the start up to the end. */
    @FunctionalInterface
    private interface FieldTaker {

        void take(int start, int end) throws MalformedWriteException, MemoryRefusedException;
    }

    List<byte[]> split() throws MalformedWriteException, MemoryRefusedException {
        each(this::isRepeated, this::addToHead);
        begin();
        each(this::isShared, this::addToPart);
        parts.add(part.toByteArray());
        return parts;
    }

    /** Whether each part has it: the symbols. */
    private boolean isRepeated(int tag) {
        return switch (version) {
            case V1 -> false;
            case V2 -> tag == MessageV2.SYMBOLS;
        };
    }

    /** Whether one part has it: a series, or the description of a metric. */
    private boolean isShared(int tag) {
        return switch (version) {
            case V1 -> tag == MessageV1.SERIES || tag == MessageV1.METADATA;
            case V2 -> tag == MessageV2.SERIES;
        };
    }

    private void each(IntPredicate wanted, FieldTaker taker) throws MalformedWriteException, MemoryRefusedException {
        MessageScan scan = new MessageScan(bytes);
        try {
            scan.readFields(tag -> {
                if (!wanted.test(tag)) {
                    return false;
                }
                int start = scan.fieldStart();
                scan.skipDelimited();
                taker.take(start, scan.position());
                return true;
            });
        } catch (MemoryRefusedException e) {
            throw e;
        } catch (IOException e) {
            throw scan.malformed(e);
        }
    }

    private void addToHead(int start, int end) throws MalformedWriteException {
        if (head.size() + end - start > maxBytes / 2) {
            // parts that are mostly symbols would let a small request grow without bound
            throw MalformedWriteException.tooLarge("twice the symbols are", maxBytes);
        }
        head.write(bytes, start, end - start);
    }

    private void addToPart(int start, int end) throws MalformedWriteException, MemoryRefusedException {
        int length = end - start;
        if (head.size() + length > maxBytes) {
            throw MalformedWriteException.tooLarge("a series is, with the symbols,", maxBytes);
        }
        if (part.size() + length > maxBytes) {
            parts.add(part.toByteArray());
            memory.take(head.size());
            begin();
        }
        part.write(bytes, start, length);
    }

    private void begin() {
        part = new ByteArrayOutputStream();
        part.writeBytes(head.toByteArray());
    }
}
