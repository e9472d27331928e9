package dev.bellwether.promql.eval;

import dev.bellwether.promql.labels.Labels;

/** A series of a range vector: at each step, its samples of the range before. */
final class RangeSeries {

    /**
     * How far the samples reach.
     *
     * @param length of the range
     * @param before how long before its start samples count too
     * @param after how long after its end samples count too
     */
    record Reach(long length, long before, long after) {}

    private final RangeSamples samples;
    private final Steps steps;
    private final TimeReference reference;
    private final Reach reach;

    RangeSeries(RangeSamples samples, Steps steps, TimeReference reference, Reach reach) {
        this.samples = samples;
        this.steps = steps;
        this.reference = reference;
        this.reach = reach;
    }

    Labels labels() {
        return samples.labels();
    }

    boolean dropName() {
        return samples.dropName();
    }

    RangeWindow window(int step) {
        long end = reference.at(steps.time(step));
        long start = end - reach.length();
        return samples.window(start - reach.before(), end + reach.after(), start, end);
    }
}
