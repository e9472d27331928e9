package dev.bellwether.ingest;

import dev.bellwether.ingest.append.Feed;
import dev.bellwether.ingest.append.RawRecord;
import dev.bellwether.ingest.memory.Memory;
import dev.bellwether.ingest.memory.MemoryRefusedException;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.otlp.OtlpLimits;
import dev.bellwether.telemetry.otlp.OtlpRequests;
import dev.bellwether.telemetry.otlp.RequestCheck;
import dev.bellwether.telemetry.otlp.Sifted;
import dev.bellwether.telemetry.otlp.Signal;

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
    public Census count(byte[] request, Memory memory) throws RefusedException {
        try {
            RequestCheck check = OtlpRequests.check(signal, request, limits);
            return new Census(check.items(), check.withinLimits());
        } catch (MalformedOtlpException e) {
            throw refused(e);
        }
    }

    @Override
    public Pieces split(byte[] request, Census census, int maxBytes, Memory memory)
            throws RefusedException, MemoryRefusedException {
        try {
            return census.withinLimits() ? whole(request, maxBytes, memory) : sifted(request, maxBytes, memory);
        } catch (MalformedOtlpException e) {
            throw refused(e);
        }
    }

    private Pieces whole(byte[] request, int maxBytes, Memory memory)
            throws MalformedOtlpException, MemoryRefusedException {
        memory.take(Math.max(0, OtlpRequests.bytesOfParts(signal, request, maxBytes) - request.length));
        return Pieces.of(OtlpRequests.split(signal, request, maxBytes));
    }

    private Pieces sifted(byte[] request, int maxBytes, Memory memory)
            throws MalformedOtlpException, MemoryRefusedException {
        memory.take(Math.max(0, OtlpRequests.bytesOfSifted(signal, request, maxBytes, limits) - request.length));
        Sifted sifted = OtlpRequests.sift(signal, request, maxBytes, limits);
        return new Pieces(
                sifted.parts(),
                LeftOut.NOTHING
                        .plus(RejectReason.TOO_MANY_ATTRIBUTES, sifted.tooManyAttributes())
                        .plus(RejectReason.ATTRIBUTE_TOO_LONG, sifted.attributesTooLong()));
    }

    private static RefusedException refused(MalformedOtlpException e) {
        RejectReason reason =
                e.reason() == MalformedOtlpException.Reason.TOO_DEEP ? RejectReason.TOO_DEEP : RejectReason.MALFORMED;
        return new RefusedException(reason, String.valueOf(e.getMessage()));
    }
}
