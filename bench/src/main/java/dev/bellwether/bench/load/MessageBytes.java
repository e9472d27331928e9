package dev.bellwether.bench.load;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A message of protobuf that grows field by field and knows where it stands, so that fields of fixed width can be found again. Fields of
 * one message may be written in several pieces: pieces of a message after each other are the message.
 */
final class MessageBytes {

    /** A tag and eight bytes, or a tag and a length. */
    private static final int LONGEST_WRITE = 32;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Bytes so far, and so where the next one stands. */
    int size() {
        return bytes.size();
    }

    /** Fields that were encoded elsewhere. */
    MessageBytes fields(byte[] encoded) {
        bytes.writeBytes(encoded);
        return this;
    }

    /** A field of bytes, text or a message. */
    MessageBytes field(int number, byte[] value) {
        head(number, value.length);
        bytes.writeBytes(value);
        return this;
    }

    /** The beginning of a field of so many bytes. */
    MessageBytes head(int number, int length) {
        return write(out -> {
            out.writeTag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(length);
        });
    }

    /** A field of eight bytes, zero for the time being; they are the last ones. */
    MessageBytes fixed64(int number) {
        return write(out -> {
            out.writeTag(number, WireFormat.WIRETYPE_FIXED64);
            out.writeFixed64NoTag(0);
        });
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    private interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    private MessageBytes write(Fields fields) {
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes, LONGEST_WRITE);
            fields.writeTo(out);
            out.flush();
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // an array takes all
        }
    }
}
