package dev.bellwether.processors.runtime;

/**
 * A record that cannot be processed whatever one does: it is written to the dead-letters topic with its origin, counted, and
 * the stream goes on. Thrown by processors before they change any state.
 */
public final class PoisonRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param reason what is wrong with the record, without its content */
    public PoisonRecordException(String reason) {
        super(reason, null, false, false);
    }
}
