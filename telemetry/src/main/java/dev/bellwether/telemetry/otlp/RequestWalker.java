package dev.bellwether.telemetry.otlp;

import dev.bellwether.telemetry.otlp.MalformedOtlpException.Reason;
import java.util.Arrays;

/** Walks a whole request, message by message, without recursion: how deep it goes costs eight bytes a level. */
final class RequestWalker {

    private final WireReader in = new WireReader();
    private final int maxDepth;
    private MessageType[] types = new MessageType[16];
    private int[] ends = new int[16];
    private int depth;
    private MessageType type;

    private long items;
    /** Items before the present metric's data. */
    private long itemsBefore;
    /** Which alternative of its data the present metric has; the next one takes its place. */
    private MessageType alternative = MessageType.SCALAR;

    RequestWalker(MessageType request, byte[] bytes, OtlpLimits limits) {
        type = request;
        maxDepth = limits.maxDepth();
        in.reset(bytes, 0, bytes.length);
    }

    long countItems() throws MalformedOtlpException {
        while (true) {
            if (in.hasMore()) {
                readField();
            } else if (depth > 0) {
                leave();
            } else {
                return items;
            }
        }
    }

    private void readField() throws MalformedOtlpException {
        int start = in.position();
        int tag = in.readTag();
        MessageType field = type.of(tag);
        if (field == MessageType.SCALAR) {
            in.skip(tag);
        } else if (field == MessageType.PACKED_FIXED64) {
            readPackedFixed64(start);
        } else if (field == MessageType.PACKED_VARINTS) {
            readPackedVarints();
        } else {
            enter(field, start);
        }
    }

    private void enter(MessageType field, int start) throws MalformedOtlpException {
        int end = in.readEnd();
        if (depth == maxDepth) {
            throw in.malformed(Reason.TOO_DEEP, start, "more than " + maxDepth + " messages within each other");
        }
        if (depth == ends.length) {
            types = Arrays.copyOf(types, 2 * depth);
            ends = Arrays.copyOf(ends, 2 * depth);
        }
        types[depth] = type;
        ends[depth] = in.limit();
        depth++;
        type = field;
        in.limit(end);
        count();
    }

    private void count() {
        if (type.isItem()) {
            items++;
        } else if (type.hasAlternatives()) {
            itemsBefore = items;
            alternative = MessageType.SCALAR;
        } else if (type.isAlternative() && type != alternative) {
            items = itemsBefore;
            alternative = type;
        }
    }

    private void leave() {
        depth--;
        type = types[depth];
        in.limit(ends[depth]);
    }

    private void readPackedFixed64(int start) throws MalformedOtlpException {
        int end = in.readEnd();
        if ((end - in.position()) % 8 != 0) {
            throw in.malformed(Reason.TRUNCATED, start, "the bytes end within a number of 8 bytes");
        }
        in.goTo(end);
    }

    private void readPackedVarints() throws MalformedOtlpException {
        int outer = in.limit();
        in.limit(in.readEnd());
        while (in.hasMore()) {
            in.readVarint();
        }
        in.limit(outer);
    }
}
