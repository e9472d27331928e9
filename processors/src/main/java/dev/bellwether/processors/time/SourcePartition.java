package dev.bellwether.processors.time;

import static java.util.Objects.requireNonNull;

/** A partition of a topic that somebody upstream reads. Printed as {@code topic/partition}. */
public record SourcePartition(String topic, int partition) {

    public SourcePartition {
        requireNonNull(topic, "topic");
        if (partition < 0) {
            throw new IllegalArgumentException("partition: " + partition + " (expected: >= 0)");
        }
    }

    @Override
    public String toString() {
        return topic + "/" + partition;
    }
}
