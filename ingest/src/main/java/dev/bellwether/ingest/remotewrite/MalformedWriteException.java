package dev.bellwether.ingest.remotewrite;

/** The bytes are no message of remote write, or its series are not as they must be. Without a stack trace: it says where itself. */
public final class MalformedWriteException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean tooLarge;

    private MalformedWriteException(String message, boolean tooLarge) {
        super(message, null, false, false);
        this.tooLarge = tooLarge;
    }

    MalformedWriteException(String problem) {
        this("malformed remote write: " + problem, false);
    }

    static MalformedWriteException tooLarge(String what, int maxBytes) {
        return new MalformedWriteException(what + " larger than a record may be (" + maxBytes + " bytes)", true);
    }

    /** Whether nothing is wrong but the size of what cannot be parted. */
    public boolean tooLarge() {
        return tooLarge;
    }
}
