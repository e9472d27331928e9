package dev.bellwether.processors.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds source partitions that stand still while others go on.
 *
 * <p>This is the one place where waiting is measured by a wall clock, and nothing is decided by it: who finds a stalled
 * source writes a record that excuses it, and that record decides, in every replay at the same place. Where all sources are
 * silent none is stalled: then the stages before this one are away, and waiting for them loses nothing.
 */
public final class StallDetector {

    private final long patienceMillis;
    private final Map<SourcePartition, Long> heard = new HashMap<>();
    private long lastAsked = Long.MIN_VALUE;

    /** @param patience how long a source may be silent while others are not */
    public StallDetector(Duration patience) {
        requireNonNull(patience, "patience");
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience: " + patience + " (expected: > 0)");
        }
        this.patienceMillis = patience.toMillis();
    }

    /** A watermark of a source arrived; on the first one of a topic, all its partitions begin to be waited for. */
    public void heard(SourcePartition source, int sourcePartitions, long wallMillis) {
        for (int partition = 0; partition < sourcePartitions; partition++) {
            heard.putIfAbsent(new SourcePartition(source.topic(), partition), wallMillis);
        }
        heard.put(source, wallMillis);
    }

    /**
     * The sources that have been silent for at least the patience, while at least one has not. To be asked regularly, several
     * times within the patience: after a longer gap this process itself stood still (it was suspended, or moved to another
     * machine), which says nothing of the sources, and waiting begins anew.
     */
    public List<SourcePartition> stalled(long wallMillis) {
        boolean stoodStill = lastAsked != Long.MIN_VALUE && wallMillis - lastAsked > patienceMillis / 2;
        lastAsked = wallMillis;
        if (stoodStill) {
            heard.replaceAll((source, when) -> wallMillis);
        }
        List<SourcePartition> stalled = new ArrayList<>();
        for (Map.Entry<SourcePartition, Long> source : heard.entrySet()) {
            if (wallMillis - source.getValue() >= patienceMillis) {
                stalled.add(source.getKey());
            }
        }
        return stalled.size() == heard.size() ? List.of() : stalled;
    }
}
