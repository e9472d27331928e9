package dev.bellwether.ingest.remotewrite;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;

/** Reads a message field by field, in place. What it does not know it checks for its form and passes over. */
final class MessageScan {

    private static final int LENGTH_DELIMITED = 2;

    private final CodedInputStream in;
    private int fieldStart;

    MessageScan(byte[] bytes) {
        in = CodedInputStream.newInstance(bytes);
    }

    /** What to do with the fields of a message. */
    @FunctionalInterface
    interface FieldReader {

        /** @return whether it has read the field's value */
        boolean read(int tag) throws IOException, MalformedWriteException;
    }

    /** The tag of a field whose value has a length. */
    static int delimited(int field) {
        return field << 3 | LENGTH_DELIMITED;
    }

    int position() {
        return in.getTotalBytesRead();
    }

    /** Where the tag of the field begins that is read now, until one within it is. */
    int fieldStart() {
        return fieldStart;
    }

    int readUInt32() throws IOException {
        return in.readRawVarint32();
    }

    /** Reads a length and goes past so many bytes; they end at the position afterwards. */
    int skipDelimited() throws IOException {
        int length = in.readRawVarint32();
        in.skipRawBytes(length);
        return length;
    }

    /** Reads all fields up to the end of the message that this stands in. */
    void readFields(FieldReader reader) throws IOException, MalformedWriteException {
        while (!in.isAtEnd()) {
            fieldStart = in.getTotalBytesRead();
            int tag = in.readTag();
            if (!reader.read(tag) && !in.skipField(tag)) {
                throw new MalformedWriteException("a group ends that has not begun, at byte " + position());
            }
        }
    }

    /** Reads the length of a message, and all of its fields. */
    void readMessage(FieldReader reader) throws IOException, MalformedWriteException {
        int outer = in.pushLimit(in.readRawVarint32());
        readFields(reader);
        in.popLimit(outer);
    }

    /** Reads the length of a list of numbers, and each of them. */
    void readPacked(NumberReader reader) throws IOException, MalformedWriteException {
        int outer = in.pushLimit(in.readRawVarint32());
        while (!in.isAtEnd()) {
            reader.read(in.readRawVarint32());
        }
        in.popLimit(outer);
    }

    /** What to do with a number. */
    @FunctionalInterface
    interface NumberReader {

        void read(int number) throws MalformedWriteException;
    }

    MalformedWriteException malformed(IOException e) {
        String problem = e instanceof InvalidProtocolBufferException ? "no protobuf" : e.toString();
        return new MalformedWriteException(problem + " at byte " + position());
    }
}
