package dev.bellwether.telemetry.otlp;

import java.util.List;

/** Leaves out what is beyond the limits of attributes. */
final class LimitSieve implements ItemSieve {

    private final RequestWalker walker;
    private long tooMany;
    private long tooLong;

    LimitSieve(byte[] request, OtlpLimits limits) {
        walker = new RequestWalker(request, limits);
    }

    @Override
    public AttributeFlaw flawOf(Envelope envelope) throws MalformedOtlpException {
        walker.begin(envelope.type);
        for (int index = 0; index < envelope.header.count(); index++) {
            walker.walk(envelope.header.start(index), envelope.header.end(index));
        }
        return walker.flaw();
    }

    @Override
    public AttributeFlaw flawOf(MessageType item, int start, int end) throws MalformedOtlpException {
        walker.begin(item);
        walker.walk(start, end);
        return walker.flaw();
    }

    @Override
    public void leaveOut(AttributeFlaw flaw) {
        switch (flaw) {
            case TOO_MANY -> tooMany++;
            case TOO_LONG -> tooLong++;
            case NONE -> throw new IllegalArgumentException("left out without a flaw");
        }
    }

    Sifted sifted(List<byte[]> parts) {
        return new Sifted(parts, tooMany, tooLong);
    }
}
