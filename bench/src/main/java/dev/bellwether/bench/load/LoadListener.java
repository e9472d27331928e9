package dev.bellwether.bench.load;

/** Told what became of each request, by several threads. */
public interface LoadListener {

    LoadListener NONE = (number, unixNanos, answer) -> {};

    /**
     * A request has its answer, or never will.
     *
     * @param number which one
     * @param unixNanos its time
     */
    void answered(long number, long unixNanos, Answer answer);
}
