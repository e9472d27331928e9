package dev.bellwether.processors.fold;

/** One request names more services, versions and windows than a request may. */
final class TooManyDeltasException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyDeltasException(int maxDeltas) {
        super(
                "more than " + maxDeltas + " services, versions and windows in one request (fold.max-deltas)",
                null,
                false,
                false);
    }
}
