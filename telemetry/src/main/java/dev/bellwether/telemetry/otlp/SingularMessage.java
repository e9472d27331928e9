package dev.bellwether.telemetry.otlp;

/** Finds a message that may stand once in the message around it, wherever it stands, and in pieces. */
final class SingularMessage {

    private SingularMessage() {}

    /**
     * Points the slice at the bytes of a field's message: in place where it stands once, in an array of their own where it
     * stands in pieces, empty where it is missing. Reads the message around it from here to its end.
     */
    static void find(WireReader in, int field, ByteSlice into) throws MalformedOtlpException {
        int start = in.position();
        int found = 0;
        int total = 0;
        into.clear();
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag != field) {
                in.skip(tag);
                continue;
            }
            int end = in.readEnd();
            if (found++ == 0) {
                into.set(in.bytes(), in.position(), end - in.position());
            }
            total += end - in.position();
            in.goTo(end);
        }
        if (found > 1) {
            in.goTo(start);
            into.set(merged(in, field, total), 0, total);
        }
    }

    /** Where offsets in errors within the message count from; where pieces were merged, they are only near the place. */
    static int originOf(ByteSlice message, WireReader in, int start) {
        return message.array() == in.bytes() ? in.origin() : in.origin() - start;
    }

    /** Protobuf merges messages by concatenating their bytes. Rare: known senders write one piece. */
    private static byte[] merged(WireReader in, int field, int total) throws MalformedOtlpException {
        byte[] merged = new byte[total];
        int length = 0;
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag != field) {
                in.skip(tag);
                continue;
            }
            int end = in.readEnd();
            System.arraycopy(in.bytes(), in.position(), merged, length, end - in.position());
            length += end - in.position();
            in.goTo(end);
        }
        return merged;
    }
}
