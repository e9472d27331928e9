package dev.bellwether.processors.runtime;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * Counts what an application restores from its changelogs, and what is left of it: after its process was killed, or where tasks
 * moved here. Safe for use by several threads.
 */
final class RestoreCount implements StateRestoreListener {

    /** Records that are left, of the stores that are being restored. */
    private final Map<TopicPartition, Long> left = new HashMap<>();

    private long stores;
    private long records;

    /**
     * What was restored.
     *
     * @param stores of which at least one record was restored, once for each partition
     */
    record Restored(long stores, long records) {}

    @Override
    public synchronized void onRestoreStart(
            TopicPartition changelog, String store, long startingOffset, long endingOffset) {
        left.put(changelog, Math.max(0, endingOffset - startingOffset));
    }

    @Override
    public synchronized void onBatchRestored(
            TopicPartition changelog, String store, long batchEndOffset, long batchRestored) {
        left.computeIfPresent(changelog, (same, records) -> Math.max(0, records - batchRestored));
    }

    @Override
    public synchronized void onRestoreEnd(TopicPartition changelog, String store, long totalRestored) {
        left.remove(changelog);
        if (totalRestored > 0) {
            stores++;
            records += totalRestored;
        }
    }

    /** The task moved away before its store was restored: another process goes on. */
    @Override
    public synchronized void onRestoreSuspended(TopicPartition changelog, String store, long totalRestored) {
        left.remove(changelog);
    }

    /** Stores that are being restored now, once for each partition. */
    synchronized int storesUnderWay() {
        return left.size();
    }

    /** Records that are left of the stores that are being restored now. */
    synchronized long recordsLeft() {
        return left.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What was restored since this was asked last. */
    synchronized Restored take() {
        Restored restored = new Restored(stores, records);
        stores = 0;
        records = 0;
        return restored;
    }
}
