package dev.bellwether.telemetry.otlp;

import java.util.List;

/**
 * Walks a request as far as its items and hands them to a {@link PartAssembler}. Every message on the way is read twice:
 * first for the fields that its parts repeat, which may stand behind the items, then for the items.
 */
final class RequestSplitter {

    /** Request, metrics of a resource, metrics of a scope, metric, its data. */
    private static final int MAX_LEVELS = 5;

    /**
     * A message that repeats more than this share of a part is not cut. Together the repeated fields then take at most five
     * eighths of a part, so that each two parts in a row hold at least three eighths of a part that is not repeated.
     */
    private static final int MAX_REPEATED_SHARE = 8;

    private final WireReader in = new WireReader();
    private final byte[] request;
    private final int maxRepeated;
    private final PartAssembler assembler;
    private final ItemSieve sieve;
    private final Envelope[] path = new Envelope[MAX_LEVELS];
    /** What is wrong with a message around the present one, or with that: its items are left out. */
    private AttributeFlaw flawAround = AttributeFlaw.NONE;

    private RequestSplitter(byte[] request, int maxBytes, boolean writing, ItemSieve sieve) {
        this.request = request;
        this.sieve = sieve;
        this.maxRepeated = maxBytes / MAX_REPEATED_SHARE;
        this.assembler = new PartAssembler(request, maxBytes, writing);
        for (int level = 0; level < MAX_LEVELS; level++) {
            path[level] = new Envelope();
        }
    }

    /** Parts of the items that the sieve lets through; none where there is no such item. */
    static List<byte[]> split(MessageType type, byte[] request, int maxBytes, ItemSieve sieve)
            throws MalformedOtlpException {
        return List.copyOf(
                new RequestSplitter(request, maxBytes, true, sieve).walk(type).parts());
    }

    /** The length that all parts together would have. */
    static long bytesOfParts(MessageType type, byte[] request, int maxBytes, ItemSieve sieve)
            throws MalformedOtlpException {
        return new RequestSplitter(request, maxBytes, false, sieve).walk(type).totalBytes();
    }

    private PartAssembler walk(MessageType type) throws MalformedOtlpException {
        in.reset(request, 0, request.length);
        path[0].type = type;
        path[0].body.add(0, request.length);
        walk(0, true);
        assembler.finish(path, 1);
        return assembler;
    }

    private void walk(int level, boolean mayCut) throws MalformedOtlpException {
        Envelope envelope = path[level];
        readHeader(envelope);
        AttributeFlaw flawOutside = flawAround;
        if (flawAround == AttributeFlaw.NONE) {
            flawAround = sieve.flawOf(envelope);
        }
        boolean alone = mayCut && envelope.header.totalLength() > maxRepeated;
        if (alone) {
            assembler.finish(path, level);
        }
        if (envelope.type.hasAlternatives()) {
            walkAlternative(level, mayCut && !alone);
        } else {
            walkContent(level, mayCut && !alone);
        }
        flawAround = flawOutside;
        if (level > 0) {
            assembler.close(envelope, path[level - 1]);
        }
        if (alone) {
            assembler.finish(path, Math.max(1, level));
        }
    }

    private void readHeader(Envelope envelope) throws MalformedOtlpException {
        envelope.header.clear();
        for (int index = 0; index < envelope.body.count(); index++) {
            in.goTo(envelope.body.start(index));
            in.limit(envelope.body.end(index));
            while (in.hasMore()) {
                int start = in.position();
                int tag = in.readTag();
                in.skip(tag);
                if (!envelope.type.of(tag).leadsToItems()) {
                    envelope.header.add(start, in.position());
                }
            }
        }
    }

    private void walkContent(int level, boolean mayCut) throws MalformedOtlpException {
        Envelope envelope = path[level];
        for (int index = 0; index < envelope.body.count(); index++) {
            int end = envelope.body.end(index);
            in.goTo(envelope.body.start(index));
            in.limit(end);
            while (in.hasMore()) {
                int start = in.position();
                int tag = in.readTag();
                MessageType type = envelope.type.of(tag);
                if (!type.leadsToItems()) {
                    in.skip(tag);
                    continue;
                }
                int fieldEnd = in.readEnd();
                if (type.isItem()) {
                    AttributeFlaw flaw = flawOf(type, fieldEnd);
                    if (flaw == AttributeFlaw.NONE) {
                        assembler.add(path, level + 1, start, fieldEnd, mayCut);
                    } else {
                        sieve.leaveOut(flaw);
                    }
                } else {
                    enter(level + 1, type, tag).add(in.position(), fieldEnd);
                    walk(level + 1, mayCut);
                }
                in.goTo(fieldEnd);
                in.limit(end);
            }
        }
    }

    private AttributeFlaw flawOf(MessageType item, int end) throws MalformedOtlpException {
        return flawAround == AttributeFlaw.NONE ? sieve.flawOf(item, in.position(), end) : flawAround;
    }

    /** Of the alternatives for a metric's data the last one counts; messages of it that follow each other are merged. */
    private void walkAlternative(int level, boolean mayCut) throws MalformedOtlpException {
        Envelope metric = path[level];
        Envelope data = path[level + 1];
        data.type = MessageType.SCALAR;
        for (int index = 0; index < metric.body.count(); index++) {
            in.goTo(metric.body.start(index));
            in.limit(metric.body.end(index));
            while (in.hasMore()) {
                int tag = in.readTag();
                MessageType type = metric.type.of(tag);
                if (!type.isAlternative()) {
                    in.skip(tag);
                    continue;
                }
                int end = in.readEnd();
                if (type != data.type) {
                    enter(level + 1, type, tag);
                }
                data.body.add(in.position(), end);
                in.goTo(end);
            }
        }
        if (data.type != MessageType.SCALAR) {
            walk(level + 1, mayCut);
        }
    }

    private Ranges enter(int level, MessageType type, int tag) {
        Envelope envelope = path[level];
        envelope.type = type;
        envelope.tag = tag;
        envelope.body.clear();
        return envelope.body;
    }
}
