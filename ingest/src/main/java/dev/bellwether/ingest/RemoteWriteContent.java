package dev.bellwether.ingest;

import dev.bellwether.ingest.append.Feed;
import dev.bellwether.ingest.memory.Memory;
import dev.bellwether.ingest.memory.MemoryRefusedException;
import dev.bellwether.ingest.remotewrite.MalformedWriteException;
import dev.bellwether.ingest.remotewrite.WriteCounts;
import dev.bellwether.ingest.remotewrite.WriteMessage;
import dev.bellwether.ingest.remotewrite.WriteVersion;
import java.util.List;

/** One request of remote write; remembers what of it was written. One for each request, and used by one thread at a time. */
final class RemoteWriteContent implements Content {

    private final WriteVersion version;
    private WriteCounts counts = WriteCounts.NONE;
    private WriteCounts lost = WriteCounts.NONE;

    RemoteWriteContent(WriteVersion version) {
        this.version = version;
    }

    @Override
    public Feed feed() {
        return Feed.SAMPLES;
    }

    @Override
    public String mediaType() {
        return version.mediaType();
    }

    @Override
    public Census count(byte[] request, Memory memory) throws RefusedException, MemoryRefusedException {
        counts = parse(request, memory).counts();
        return new Census(counts.items(), true);
    }

    @Override
    public Pieces split(byte[] request, Census census, int maxBytes, Memory memory)
            throws RefusedException, MemoryRefusedException {
        if (request.length <= maxBytes) {
            return Pieces.of(List.of(request));
        }
        try {
            return Pieces.of(parse(request, memory).split(maxBytes, memory));
        } catch (MalformedWriteException e) {
            throw refused(e);
        }
    }

    @Override
    public synchronized long lost(byte[] part) throws RefusedException, MemoryRefusedException {
        WriteCounts partCounts = parse(part, Memory.UNLIMITED).counts();
        lost = lost.plus(partCounts);
        return partCounts.items();
    }

    /** What was written, once all of it is answered. */
    synchronized WriteCounts written() {
        return counts.minus(lost);
    }

    private WriteMessage parse(byte[] request, Memory memory) throws RefusedException, MemoryRefusedException {
        try {
            return WriteMessage.parse(version, request, memory);
        } catch (MalformedWriteException e) {
            throw refused(e);
        }
    }

    private static RefusedException refused(MalformedWriteException e) {
        return new RefusedException(
                e.tooLarge() ? RejectReason.TOO_LARGE : RejectReason.MALFORMED, String.valueOf(e.getMessage()));
    }
}
