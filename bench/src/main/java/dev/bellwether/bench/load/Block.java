package dev.bellwether.bench.load;

import java.util.random.RandomGenerator;

/**
 * Items of one scope, encoded once; what differs from request to request (ids, times, counts) is written over. That makes a generator
 * that costs little beside what it measures.
 */
interface Block {

    /** Number of spans, data points or log records. */
    int items();

    /** {@code ScopeSpans}, {@code ScopeMetrics} or {@code ScopeLogs}. */
    byte[] bytes();

    /**
     * Writes ids and times over those in a copy.
     *
     * @param copy of {@link #bytes}, somewhere in a request
     * @param at where in the request the copy begins
     * @param ids source of ids
     * @param nowNanos time of the request, nanoseconds since the epoch
     */
    void stamp(byte[] copy, int at, RandomGenerator ids, long nowNanos);
}
