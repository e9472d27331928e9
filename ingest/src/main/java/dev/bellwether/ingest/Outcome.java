package dev.bellwether.ingest;

/** What became of a request. */
sealed interface Outcome {

    /**
     * All of it is durable, but for these items, which never can be.
     *
     * @param leftOut what is not; nothing is full success
     * @param message why, and what to do about it; empty on full success
     */
    record Accepted(LeftOut leftOut, String message) implements Outcome {

        static final Accepted ALL = new Accepted(LeftOut.NOTHING, "");

        long rejectedItems() {
            return leftOut.total();
        }

        boolean isPartial() {
            return !message.isEmpty();
        }
    }

    /** None of it counts as taken. */
    record Rejected(RejectReason reason, String message) implements Outcome {}
}
