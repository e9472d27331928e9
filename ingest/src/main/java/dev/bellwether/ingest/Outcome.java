package dev.bellwether.ingest;

/** What became of a request. */
sealed interface Outcome {

    /**
     * All of it is durable, but for these items, which never can be.
     *
     * @param rejectedItems items left out; 0 is full success
     * @param message why they were left out; empty on full success
     */
    record Accepted(long rejectedItems, String message) implements Outcome {

        static final Accepted ALL = new Accepted(0, "");

        boolean isPartial() {
            return !message.isEmpty();
        }
    }

    /** None of it counts as taken. */
    record Rejected(RejectReason reason, String message) implements Outcome {}
}
