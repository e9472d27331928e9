package dev.bellwether.telemetry.otlp;

import dev.bellwether.telemetry.otlp.MalformedOtlpException.Reason;
import java.util.Arrays;

/**
 * Walks a message with all messages in it, without recursion: how deep it goes costs twelve bytes a level. Checks the structure,
 * counts items, and looks whether attributes are within limits. Used again for one message after the other.
 */
final class RequestWalker {

    private static final int LEVELS = 16;

    private final WireReader in = new WireReader();
    private final byte[] bytes;
    private final OtlpLimits limits;
    private MessageType[] types = new MessageType[LEVELS];
    private int[] ends = new int[LEVELS];
    /** Attributes of the message at each depth; those of a message that may come in pieces count where the pieces stand. */
    private int[] attributes = new int[LEVELS + 1];

    private int depth;
    private MessageType type = MessageType.SCALAR;
    private AttributeFlaw flaw = AttributeFlaw.NONE;

    private long items;
    /** Items before the present metric's data. */
    private long itemsBefore;
    /** Which alternative of its data the present metric has; the next one takes its place. */
    private MessageType alternative = MessageType.SCALAR;

    RequestWalker(byte[] bytes, OtlpLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    /** From now on a message of this type is walked. */
    void begin(MessageType message) {
        type = message;
        depth = 0;
        attributes[0] = 0;
        flaw = AttributeFlaw.NONE;
        items = 0;
    }

    /** Walks fields of the message, or all of it. */
    void walk(int start, int end) throws MalformedOtlpException {
        in.reset(bytes, start, end, 0);
        while (true) {
            if (in.hasMore()) {
                readField();
            } else if (depth > 0) {
                leave();
            } else {
                return;
            }
        }
    }

    /** Items in the message. */
    long items() {
        return items;
    }

    /** The first thing that is wrong with attributes of the message, or in it. */
    AttributeFlaw flaw() {
        return flaw;
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
        if (depth == limits.maxDepth()) {
            throw in.malformed(
                    Reason.TOO_DEEP, start, "more than " + limits.maxDepth() + " messages within each other");
        }
        if (depth == ends.length) {
            types = Arrays.copyOf(types, 2 * depth);
            ends = Arrays.copyOf(ends, 2 * depth);
            attributes = Arrays.copyOf(attributes, 2 * depth + 1);
        }
        if (field == MessageType.ATTRIBUTE) {
            attribute(end - in.position());
        }
        types[depth] = type;
        ends[depth] = in.limit();
        depth++;
        attributes[depth] = 0;
        type = field;
        in.limit(end);
        count();
    }

    /** An attribute of the present message. */
    private void attribute(int length) {
        int holder = type.isInPieces() ? depth - 1 : depth;
        attributes[holder]++;
        if (flaw != AttributeFlaw.NONE) {
            return;
        }
        if (attributes[holder] > limits.maxAttributes()) {
            flaw = AttributeFlaw.TOO_MANY;
        } else if (length > limits.maxAttributeLength()) {
            flaw = AttributeFlaw.TOO_LONG;
        }
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
