package dev.bellwether.telemetry.otlp;

/**
 * The bytes are not an OTLP request. The only checked error of this package, whatever is wrong with the bytes.
 *
 * <p>It has no stack trace: it says where the bytes are wrong, the code that found it is of no interest, and a flood of
 * bad requests should cost no more than a flood of good ones.
 */
public final class MalformedOtlpException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong with the bytes. */
    public enum Reason {
        /** The bytes end in the middle of a field. */
        TRUNCATED,
        /** A length reaches past the end of the message it stands in. */
        LENGTH_OUT_OF_BOUNDS,
        /** A number takes more than ten bytes or more than 64 bits. */
        VARINT_TOO_LONG,
        /** A field has the number 0, or a number of more than 29 bits. */
        BAD_FIELD_NUMBER,
        /** A field has a wire type that protobuf does not know. */
        BAD_WIRE_TYPE,
        /** A field is a group, which no version of OTLP has had. */
        GROUP,
        /** Messages lie within each other more deeply than {@link OtlpLimits} allows. */
        TOO_DEEP,
        /** Fields that are not known stand between items so often that the request cannot be split in little memory. */
        TOO_FRAGMENTED
    }

    private final Reason reason;
    private final int offset;

    MalformedOtlpException(Reason reason, int offset, String detail) {
        super("malformed OTLP at byte " + offset + ": " + detail, null, false, false);
        this.reason = reason;
        this.offset = offset;
    }

    /** What is wrong with the bytes. */
    public Reason reason() {
        return reason;
    }

    /** Where it is wrong: bytes from the start of the request to the field or number that cannot be read. */
    public int offset() {
        return offset;
    }
}
