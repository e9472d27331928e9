package dev.bellwether.ingest.remotewrite;

import dev.bellwether.ingest.memory.Memory;
import dev.bellwether.ingest.memory.MemoryRefusedException;
import java.io.IOException;
import java.util.List;

/**
 * A message of remote write that has been checked: its form, and of each series that its labels are sorted by name, none comes twice, and
 * one is {@code __name__}.
 *
 * <p>Source: "Prometheus Remote-Write 1.0 specification" and "2.0", and the messages {@code prometheus.WriteRequest} and {@code
 * io.prometheus.write.v2.Request}. That names and values are UTF-8 is not checked, nor that samples come in the order of their times.
 */
public final class WriteMessage {

    private final WriteVersion version;
    private final byte[] bytes;
    private final WriteCounts counts;

    private WriteMessage(WriteVersion version, byte[] bytes, WriteCounts counts) {
        this.version = version;
        this.bytes = bytes;
        this.counts = counts;
    }

    /**
     * Checks a message.
     *
     * @param bytes the message, decompressed; not to be changed afterwards
     * @param memory what is asked for the table of symbols, which is not needed any more afterwards
     * @throws MalformedWriteException if it is not as it must be
     * @throws MemoryRefusedException if there is not so much memory
     */
    public static WriteMessage parse(WriteVersion version, byte[] bytes, Memory memory)
            throws MalformedWriteException, MemoryRefusedException {
        MessageScan scan = new MessageScan(bytes);
        try {
            WriteCounts counts = switch (version) {
                case V1 -> new MessageV1(bytes, scan).read();
                case V2 -> new MessageV2(bytes, scan, memory).read();
            };
            return new WriteMessage(version, bytes, counts);
        } catch (MemoryRefusedException e) {
            throw e;
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
     * @param memory what is asked for what the parts repeat
     * @throws MalformedWriteException if a series with the symbols is larger than that, or the symbols take more than half of it
     * @throws MemoryRefusedException if there is not so much memory
     */
    public List<byte[]> split(int maxBytes, Memory memory) throws MalformedWriteException, MemoryRefusedException {
        return bytes.length <= maxBytes
                ? List.of(bytes)
                : new MessageSplitter(version, bytes, maxBytes, memory).split();
    }
}
