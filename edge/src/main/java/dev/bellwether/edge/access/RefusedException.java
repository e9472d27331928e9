package dev.bellwether.edge.access;

import static java.util.Objects.requireNonNull;

/** A request is not let through. It has no stack trace: nothing is wrong here. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public RefusedException(Refusal.Reason reason, String message) {
        super(message, null, false, false);
        this.refusal = new Refusal(reason, requireNonNull(message, "message"));
    }

    public Refusal refusal() {
        return refusal;
    }
}
