package dev.bellwether.alerting.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.alerting.rulebook.GroupKey;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition of {@code samples} a group is in: where every Kafka producer puts its key.
 *
 * @param partitions number of partitions
 */
record Ownership(int partitions) {

    Ownership {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions: " + partitions + " (expected: at least 1)");
        }
    }

    int partitionOf(GroupKey group) {
        return Utils.toPositive(Utils.murmur2(group.toString().getBytes(UTF_8))) % partitions;
    }
}
