package dev.bellwether.ingest;

/** A request is refused; ends its way here. Without a stack trace: refusing must stay cheaper than taking. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final RejectReason reason;

    RefusedException(RejectReason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    RejectReason reason() {
        return reason;
    }

    Outcome.Rejected outcome() {
        return new Outcome.Rejected(reason, String.valueOf(getMessage()));
    }
}
