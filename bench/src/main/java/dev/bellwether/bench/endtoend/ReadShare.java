package dev.bellwether.bench.endtoend;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How much of a topic has been read. The first third is the warm-up; the measurement takes what is left.
 *
 * @param value of its records, 0 to 1
 */
record ReadShare(double value) {

    private static final double WARM_UP = 1.0 / 3;

    /** A reading comes at the next look, and at the next commit: where those jump so far, the moment of the reading is not that of its share. */
    private static final double MOST = 0.5;

    /**
     * @param committed where reading goes on, by partition
     * @param ends of the partitions
     */
    static ReadShare of(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> ends) {
        long read = ends.entrySet().stream()
                .mapToLong(end -> Math.min(end.getValue(), committed.getOrDefault(end.getKey(), 0L)))
                .sum();
        return new ReadShare((double) read
                / ends.values().stream().mapToLong(Long::longValue).sum());
    }

    boolean isWarm() {
        return value >= WARM_UP;
    }

    /**
     * How many of the items are left to be measured.
     *
     * @throws IOException if it is too little of them
     */
    long left(long items) throws IOException {
        if (value >= MOST) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "too few spans: %.0f %% of %d were read before the measurement could begin; give more with --spans, ten times as"
                            + " many for example",
                    100 * value,
                    items));
        }
        return Math.round(items * (1 - value));
    }
}
