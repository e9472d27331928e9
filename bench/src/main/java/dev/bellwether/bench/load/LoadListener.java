package dev.bellwether.bench.load;

/** Told what became of each request, by several threads. */
public interface LoadListener {

    LoadListener NONE = (number, unixNanos, acknowledged) -> {};

    /**
     * A request has its answer, or never will.
     *
     * @param number which one
     * @param unixNanos its time
     * @param acknowledged whether it was; if not, nobody knows whether it was taken
     */
    void answered(long number, long unixNanos, boolean acknowledged);
}
