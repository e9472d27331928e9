package dev.bellwether.processors.runtime;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * Counts what an application restores from its changelogs: after its process was killed, or where tasks moved here. Safe for use
 * by several threads.
 */
final class RestoreCount implements StateRestoreListener {

    private long stores;
    private long records;

    /**
     * What was restored.
     *
     * @param stores of which at least one record was restored, once for each partition
     */
    record Restored(long stores, long records) {}

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long startingOffset, long endingOffset) {
        // Told at the end.
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long batchEndOffset, long batchRestored) {
        // Told at the end.
    }

    @Override
    public synchronized void onRestoreEnd(TopicPartition changelog, String store, long totalRestored) {
        if (totalRestored > 0) {
            stores++;
            records += totalRestored;
        }
    }

    /** What was restored since this was asked last. */
    synchronized Restored take() {
        Restored restored = new Restored(stores, records);
        stores = 0;
        records = 0;
        return restored;
    }
}
