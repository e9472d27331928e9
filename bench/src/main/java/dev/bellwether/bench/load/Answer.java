package dev.bellwether.bench.load;

/**
 * How a request was answered.
 *
 * @param problem why it was not taken, in few words and without details, so that like ones can be counted; empty if it was
 */
public record Answer(Kind kind, String problem) {

    /** What is known of a request after its answer. */
    public enum Kind {
        /** All of it was taken. */
        ACKNOWLEDGED,
        /** Nothing of it was taken: the server says so. */
        REFUSED,
        /** Nobody knows: there was no answer in time, or one that leaves it open. */
        UNCERTAIN
    }

    public static final Answer ACKNOWLEDGED = new Answer(Kind.ACKNOWLEDGED, "");

    public static Answer refused(String problem) {
        return new Answer(Kind.REFUSED, problem);
    }

    public static Answer uncertain(String problem) {
        return new Answer(Kind.UNCERTAIN, problem);
    }

    public boolean acknowledged() {
        return kind == Kind.ACKNOWLEDGED;
    }
}
