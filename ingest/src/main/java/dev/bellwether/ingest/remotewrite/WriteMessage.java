package dev.bellwether.ingest.remotewrite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of remote write that has been checked: its form, and of each series that its labels are sorted by name, none comes twice, and
 * one is {@code __name__}. Holds where its series are, so that it can be split between them.
 *
 * <p>Source: "Prometheus Remote-Write 1.0 specification" and "2.0", and the messages {@code prometheus.WriteRequest} and {@code
 * io.prometheus.write.v2.Request}. That names and values are UTF-8 is not checked, nor that samples come in the order of their times.
 */
public final class WriteMessage {

    private final byte[] bytes;
    private final WriteCounts counts;
    /** What each part repeats: the symbols. */
    private final List<Range> head;
    /** What parts share out: series, and descriptions of metrics. */
    private final List<Range> pieces;

    WriteMessage(byte[] bytes, WriteCounts counts, List<Range> head, List<Range> pieces) {
        this.bytes = bytes;
        this.counts = counts;
        this.head = head;
        this.pieces = pieces;
    }

    /** Bytes from a position up to another. */
    record Range(int start, int end) {

        int length() {
            return end - start;
        }
    }

    /**
     * Checks a message.
     *
     * @param bytes the message, decompressed; not to be changed afterwards
     * @throws MalformedWriteException if it is not as it must be
     */
    public static WriteMessage parse(WriteVersion version, byte[] bytes) throws MalformedWriteException {
        MessageScan scan = new MessageScan(bytes);
        try {
            return switch (version) {
                case V1 -> new MessageV1(bytes, scan).read();
                case V2 -> new MessageV2(bytes, scan).read();
            };
        } catch (IOException e) {
            throw scan.malformed(e);
        }
    }

    /** What is in it. */
    public WriteCounts counts() {
        return counts;
    }

    /**
     * Splits it between its series; each part is a message of the same version, with all symbols.
     *
     * @throws MalformedWriteException if a series with the symbols is larger than that, or the symbols take more than half of it
     */
    public List<byte[]> split(int maxBytes) throws MalformedWriteException {
        if (bytes.length <= maxBytes) {
            return List.of(bytes);
        }
        int headLength = head.stream().mapToInt(Range::length).sum();
        if (headLength > maxBytes / 2) {
            // parts that are mostly symbols would let a small request grow without bound
            throw MalformedWriteException.tooLarge("twice the symbols are", maxBytes);
        }
        List<byte[]> parts = new ArrayList<>();
        ByteArrayOutputStream part = begin();
        for (Range piece : pieces) {
            if (headLength + piece.length() > maxBytes) {
                throw MalformedWriteException.tooLarge("a series is, with the symbols,", maxBytes);
            }
            if (part.size() + piece.length() > maxBytes) {
                parts.add(part.toByteArray());
                part = begin();
            }
            part.write(bytes, piece.start(), piece.length());
        }
        parts.add(part.toByteArray());
        return parts;
    }

    private ByteArrayOutputStream begin() {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        head.forEach(range -> part.write(bytes, range.start(), range.length()));
        return part;
    }
}
