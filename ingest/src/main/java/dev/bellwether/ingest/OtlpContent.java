package dev.bellwether.ingest;

import dev.bellwether.ingest.append.Feed;
import dev.bellwether.ingest.append.RawRecord;
import dev.bellwether.ingest.memory.Memory;
import dev.bellwether.ingest.memory.MemoryRefusedException;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.otlp.OtlpLimits;
import dev.bellwether.telemetry.otlp.OtlpRequests;
import dev.bellwether.telemetry.otlp.Signal;
import java.util.List;

/**
 * Requests of OTLP.
 *
 * @param signal which
 * @param limits how far they may go
 */
record OtlpContent(Signal signal, OtlpLimits limits) implements Content {

    @Override
    public Feed feed() {
        return Feed.of(signal);
    }

    @Override
    public String mediaType() {
        return RawRecord.PROTOBUF;
    }

    @Override
    public long count(byte[] request, Memory memory) throws RefusedException {
        try {
            return OtlpRequests.count(signal, request, limits);
        } catch (MalformedOtlpException e) {
            throw refused(e);
        }
    }

    @Override
    public List<byte[]> split(byte[] request, int maxBytes, Memory memory)
            throws RefusedException, MemoryRefusedException {
        try {
            memory.take(Math.max(0, OtlpRequests.bytesOfParts(signal, request, maxBytes) - request.length));
            return OtlpRequests.split(signal, request, maxBytes);
        } catch (MalformedOtlpException e) {
            throw refused(e);
        }
    }

    private static RefusedException refused(MalformedOtlpException e) {
        RejectReason reason =
                e.reason() == MalformedOtlpException.Reason.TOO_DEEP ? RejectReason.TOO_DEEP : RejectReason.MALFORMED;
        return new RefusedException(reason, String.valueOf(e.getMessage()));
    }
}
