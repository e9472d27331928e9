package dev.bellwether.promql.eval;

/**
 * The times at which an expression is evaluated.
 *
 * @param first time of the first
 * @param interval time between two; above 0
 * @param count how many, at least 0
 */
record Steps(long first, long interval, int count) {

    static Steps single(long time) {
        return new Steps(time, 1, 1);
    }

    /** From a time to another, both included. */
    static Steps between(long first, long last, long interval) {
        return new Steps(first, interval, last < first ? 0 : Math.toIntExact((last - first) / interval + 1));
    }

    long time(int step) {
        return first + step * interval;
    }

    long last() {
        return time(count - 1);
    }
}
