package dev.bellwether.schemas;

/**
 * What the cluster decides about topics, whatever they mean.
 *
 * @param partitions number of partitions that a topic is created with
 * @param replicationFactor replicas of each partition
 * @param minInsyncReplicas of those, replicas that must have a record before it is acknowledged
 * @param retentionBytes bytes that a topic may hold, over all its partitions; {@link #UNLIMITED} where only age counts
 */
public record ClusterProfile(int partitions, int replicationFactor, int minInsyncReplicas, long retentionBytes) {

    /** No limit on a topic's size. */
    public static final long UNLIMITED = -1;

    private static final long GIB = 1L << 30;

    public ClusterProfile {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions: " + partitions + " (expected: at least 1)");
        }
        if (replicationFactor < 1 || replicationFactor > Short.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "replicationFactor: " + replicationFactor + " (expected: 1.." + Short.MAX_VALUE + ")");
        }
        if (minInsyncReplicas < 1 || minInsyncReplicas > replicationFactor) {
            throw new IllegalArgumentException(
                    "minInsyncReplicas: " + minInsyncReplicas + " (expected: 1.." + replicationFactor + ")");
        }
        if (retentionBytes != UNLIMITED && retentionBytes < partitions) {
            throw new IllegalArgumentException("retentionBytes: " + retentionBytes
                    + " (expected: -1 for no limit, or at least " + partitions + ")");
        }
    }

    /** The broker in this process: 4 partitions, one replica, 1 GiB a topic. */
    public static ClusterProfile embedded() {
        return new ClusterProfile(4, 1, 1, GIB);
    }

    /** A cluster of its own: 12 partitions, three replicas of which two must answer, no limit but age. */
    public static ClusterProfile cluster() {
        return new ClusterProfile(12, 3, 2, UNLIMITED);
    }

    /** This profile as far as so many brokers can serve it: fewer replicas, and one of them may still be missing. */
    public ClusterProfile forBrokers(int brokers) {
        if (brokers >= replicationFactor) {
            return this;
        }
        int replicas = Math.max(1, brokers);
        return new ClusterProfile(
                partitions, replicas, Math.max(1, Math.min(minInsyncReplicas, replicas - 1)), retentionBytes);
    }

    /** This profile with another number of partitions. */
    public ClusterProfile withPartitions(int newPartitions) {
        return new ClusterProfile(newPartitions, replicationFactor, minInsyncReplicas, retentionBytes);
    }
}
