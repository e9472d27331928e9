package dev.bellwether.promql.eval;

/**
 * The times at which an expression is evaluated.
 *
 * @param first time of the first
 * @param interval time between two; above 0
 * @param count how many, at least 1
 */
record Steps(long first, long interval, int count) {

    static Steps single(long time) {
        return new Steps(time, 1, 1);
    }

    /**
     * From a time to another, both included.
     *
     * @param last not before the first
     * @throws EvaluationException if there are more than {@code most}
     */
    static Steps between(long first, long last, long interval, int most) {
        long more = Long.divideUnsigned(last - first, interval); // the difference may be above what a signed one can be
        if (Long.compareUnsigned(more, most) >= 0) {
            throw new EvaluationException(
                    "query has " + Long.toUnsignedString(more + 1) + " steps, expected at most " + most);
        }
        return new Steps(first, interval, (int) more + 1);
    }

    long time(int step) {
        return first + step * interval;
    }

    long last() {
        return time(count - 1);
    }
}
