package dev.bellwether.telemetry.histogram;

/** The bytes are not the binary form of a histogram. The only checked error of this package. It has no stack trace. */
public final class MalformedHistogramException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int offset;

    MalformedHistogramException(int offset, String detail) {
        super("malformed histogram at byte " + offset + ": " + detail, null, false, false);
        this.offset = offset;
    }

    /** Where it is wrong, in bytes from the start of the histogram. */
    public int offset() {
        return offset;
    }
}
