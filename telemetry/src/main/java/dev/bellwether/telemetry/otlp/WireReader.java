package dev.bellwether.telemetry.otlp;

import dev.bellwether.telemetry.otlp.MalformedOtlpException.Reason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A position in bytes that are in protobuf's wire format, and the end of the message that it stands in. Reused: one for
 * each thread that reads.
 *
 * <p>It is as strict as protobuf-java and in three things stricter, so that nobody reads the same bytes in another way:
 * groups are refused; a varint of more than 64 bits is refused, and so are a field's tag of more than 32 bits and a
 * length of more than 31, where protobuf-java drops the upper bits. Whatever happens, {@code position <= limit} holds.
 *
 * <p>Source: protobuf.dev, "Encoding".
 */
final class WireReader {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    private static final int START_GROUP = 3;
    private static final int END_GROUP = 4;
    static final int FIXED32 = 5;

    private static final byte[] NOTHING = {};
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = NOTHING;
    private int origin;
    private int position;
    private int limit;

    /** Stands before the first of these bytes; offsets in errors count from there. */
    void reset(byte[] source, int from, int to) {
        reset(source, from, to, from);
    }

    /** Stands before the first of these bytes; offsets in errors count from {@code newOrigin}, whatever is there. */
    void reset(byte[] source, int from, int to, int newOrigin) {
        bytes = source;
        origin = newOrigin;
        position = from;
        limit = to;
    }

    byte[] bytes() {
        return bytes;
    }

    int origin() {
        return origin;
    }

    int position() {
        return position;
    }

    /** Goes to a position that was read from this reader before. */
    void goTo(int newPosition) {
        position = newPosition;
    }

    int limit() {
        return limit;
    }

    /** Sets the end of the message that is read from now on: within the one before, or back to it. */
    void limit(int newLimit) {
        limit = newLimit;
    }

    boolean hasMore() {
        return position < limit;
    }

    /** The next field's number and wire type, as protobuf packs them; the number is not 0. */
    int readTag() throws MalformedOtlpException {
        int at = position;
        if (at < limit && bytes[at] >= 1 << 3) {
            position = at + 1;
            return bytes[at];
        }
        return readLongTag();
    }

    private int readLongTag() throws MalformedOtlpException {
        int start = position;
        long tag = readVarint();
        if (tag >>> 3 == 0 || tag >>> 32 != 0) {
            throw malformed(Reason.BAD_FIELD_NUMBER, start, "field number " + Long.toUnsignedString(tag >>> 3));
        }
        return (int) tag;
    }

    long readVarint() throws MalformedOtlpException {
        int at = position;
        if (at < limit && bytes[at] >= 0) {
            position = at + 1;
            return bytes[at];
        }
        return readLongVarint();
    }

    private long readLongVarint() throws MalformedOtlpException {
        int start = position;
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position >= limit) {
                throw malformed(Reason.TRUNCATED, start, "the bytes end within a number");
            }
            byte next = bytes[position++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                if (shift == 63 && next > 1) {
                    throw malformed(Reason.VARINT_TOO_LONG, start, "a number of more than 64 bits");
                }
                return value;
            }
        }
        throw malformed(Reason.VARINT_TOO_LONG, start, "a number of more than ten bytes");
    }

    long readFixed64() throws MalformedOtlpException {
        int at = position;
        advance(8);
        return (long) LONGS.get(bytes, at);
    }

    /** Length of the value that starts at the position after this call; all of it lies within the limit. */
    int readLength() throws MalformedOtlpException {
        int at = position;
        if (at < limit && bytes[at] >= 0 && bytes[at] < limit - at) {
            position = at + 1;
            return bytes[at];
        }
        return readLongLength();
    }

    private int readLongLength() throws MalformedOtlpException {
        int start = position;
        long length = readVarint();
        if (length < 0 || length > limit - position) {
            throw malformed(
                    Reason.LENGTH_OUT_OF_BOUNDS,
                    start,
                    "a length of " + Long.toUnsignedString(length) + " where " + (limit - position)
                            + " bytes are left");
        }
        return (int) length;
    }

    /** Where the value ends that starts at the position after this call; not after the limit. */
    int readEnd() throws MalformedOtlpException {
        int length = readLength();
        return position + length;
    }

    /** Reads a length and points the slice at the bytes after it. */
    void readInto(ByteSlice slice) throws MalformedOtlpException {
        int length = readLength();
        slice.set(bytes, position, length);
        position += length;
    }

    /** Goes past the value of a field whose tag has been read. */
    void skip(int tag) throws MalformedOtlpException {
        switch (tag & 7) {
            case VARINT -> readVarint();
            case FIXED64 -> advance(8);
            case LENGTH -> position = readEnd();
            case FIXED32 -> advance(4);
            case START_GROUP, END_GROUP -> throw malformed(Reason.GROUP, position, "a group");
            default -> throw malformed(Reason.BAD_WIRE_TYPE, position, "wire type " + (tag & 7));
        }
    }

    private void advance(int length) throws MalformedOtlpException {
        if (length > limit - position) {
            throw malformed(Reason.TRUNCATED, position, "the bytes end within a number of " + length + " bytes");
        }
        position += length;
    }

    MalformedOtlpException malformed(Reason reason, int at, String detail) {
        return new MalformedOtlpException(reason, at - origin, detail);
    }
}
