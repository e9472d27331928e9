package dev.bellwether.bench.load;

/**
 * How a request was answered.
 *
 * @param problem why it was not taken, in few words and without details, so that like ones can be counted; empty if it was
 */
public record Answer(String problem) {

    public static final Answer ACKNOWLEDGED = new Answer("");

    boolean acknowledged() {
        return problem.isEmpty();
    }
}
