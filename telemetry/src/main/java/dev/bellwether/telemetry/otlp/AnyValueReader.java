package dev.bellwether.telemetry.otlp;

/** Reads an {@code AnyValue} of the OTLP schema. */
final class AnyValueReader {

    private static final int STRING_VALUE = 1 << 3 | WireReader.LENGTH;
    private static final int BOOL_VALUE = 2 << 3 | WireReader.VARINT;
    private static final int INT_VALUE = 3 << 3 | WireReader.VARINT;
    private static final int DOUBLE_VALUE = 4 << 3 | WireReader.FIXED64;
    private static final int ARRAY_VALUE = 5 << 3 | WireReader.LENGTH;
    private static final int LIST_VALUE = 6 << 3 | WireReader.LENGTH;
    private static final int BYTES_VALUE = 7 << 3 | WireReader.LENGTH;
    private static final int STRING_INDEX_VALUE = 8 << 3 | WireReader.VARINT;

    private AnyValueReader() {}

    /** Reads up to the reader's limit; the last of the alternatives counts, and pieces of one list are merged. */
    static void read(WireReader in, AttributeValue into) throws MalformedOtlpException {
        while (in.hasMore()) {
            int tag = in.readTag();
            int start = in.position();
            switch (tag) {
                case STRING_VALUE -> readBytes(in, ValueKind.STRING, into);
                case BYTES_VALUE -> readBytes(in, ValueKind.BYTES, into);
                case ARRAY_VALUE -> readMessage(in, ValueKind.ARRAY, into);
                case LIST_VALUE -> readMessage(in, ValueKind.KEY_VALUE_LIST, into);
                case BOOL_VALUE -> {
                    long value = in.readVarint();
                    into.set(ValueKind.BOOL, value == 0 ? 0 : 1, in.bytes(), start, in.position() - start);
                }
                case INT_VALUE -> {
                    long value = in.readVarint();
                    into.set(ValueKind.INT, value, in.bytes(), start, in.position() - start);
                }
                case DOUBLE_VALUE -> into.set(ValueKind.DOUBLE, in.readFixed64(), in.bytes(), start, 8);
                case STRING_INDEX_VALUE -> {
                    // an index into a table that only profiles have
                    in.readVarint();
                    into.clear(ValueKind.EMPTY);
                }
                default -> in.skip(tag);
            }
        }
    }

    private static void readBytes(WireReader in, ValueKind kind, AttributeValue into) throws MalformedOtlpException {
        int length = in.readLength();
        into.set(kind, 0, in.bytes(), in.position(), length);
        in.goTo(in.position() + length);
    }

    private static void readMessage(WireReader in, ValueKind kind, AttributeValue into) throws MalformedOtlpException {
        if (into.kind() != kind) {
            readBytes(in, kind, into);
            return;
        }
        int length = in.readLength();
        into.append(in.bytes(), in.position(), length);
        in.goTo(in.position() + length);
    }
}
