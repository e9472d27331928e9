package dev.bellwether.processors.time;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Log time as the reader of a topic knows it: the minimum over what has been read of each source partition.
 *
 * <p>A watermark of a source at time T promises that all records which the source held with an append time before T have
 * been passed on. So once {@link #time()} is T, everything that was appended before T anywhere has been seen, and a result
 * that depends on nothing else is the same in every replay. A source that lags holds the clock back and makes nothing late.
 *
 * <p>A source that stands still is <em>excused</em> by a record in the log: it is not waited for until it speaks again. Once
 * it does, the clock stands until the source has caught up. Time never goes back.
 */
public final class LogClock {

    /** {@link #time()} before every source partition has spoken once. Earlier than every other time. */
    public static final long NOT_STARTED = Long.MIN_VALUE;

    private final Map<SourcePartition, Reading> readings = new HashMap<>();
    private final Map<String, Integer> partitionCounts = new HashMap<>();
    private long time;

    public LogClock() {
        this(NOT_STARTED);
    }

    /** A clock that goes on from a time that was reached before. */
    public LogClock(long time) {
        this.time = time;
    }

    /**
     * Takes note of a watermark.
     *
     * @param sourcePartitions how many partitions the source topic has: the clock needs all of them
     * @param logTime milliseconds since the epoch; one that is older than the source's last changes nothing but whether it
     *     is excused
     * @param excused whether the source is not to be waited for, having stood still at that log time; without effect where it
     *     has been read beyond that
     * @return whether {@link #time()} advanced
     */
    public boolean observe(SourcePartition source, int sourcePartitions, long logTime, boolean excused) {
        requireNonNull(source, "source");
        if (source.partition() >= sourcePartitions) {
            throw new IllegalArgumentException(
                    "sourcePartitions: " + sourcePartitions + " (expected: > " + source.partition() + ")");
        }
        partitionCounts.merge(source.topic(), sourcePartitions, Math::max);
        Reading known = readings.get(source);
        if (excused && known != null && known.logTime > logTime) {
            return false; // the excuse was written before the source spoke again
        }
        readings.merge(
                source,
                new Reading(logTime, excused),
                (old, now) -> new Reading(Math.max(old.logTime, now.logTime), now.excused));
        long now = minimum();
        if (now <= time) {
            return false;
        }
        time = now;
        return true;
    }

    /** What is known of a source; empty before it spoke. */
    Optional<Reading> reading(SourcePartition source) {
        return Optional.ofNullable(readings.get(source));
    }

    /** Milliseconds since the epoch: everything appended before has been seen. {@link #NOT_STARTED} at first. */
    public long time() {
        return time;
    }

    /** How many partitions a source topic has, as far as its watermarks said; 0 where there were none. */
    public int partitions(String topic) {
        return partitionCounts.getOrDefault(topic, 0);
    }

    public boolean started() {
        return time != NOT_STARTED;
    }

    /** Whether the promise of {@link #time()} holds for all sources: none is excused, or still behind after it was. */
    public boolean complete() {
        return readings.values().stream().noneMatch(reading -> reading.excused || reading.logTime < time);
    }

    private long minimum() {
        long minimum = Long.MAX_VALUE;
        for (Map.Entry<String, Integer> topic : partitionCounts.entrySet()) {
            for (int partition = 0; partition < topic.getValue(); partition++) {
                Reading reading = readings.get(new SourcePartition(topic.getKey(), partition));
                if (reading == null) {
                    return NOT_STARTED;
                }
                if (!reading.excused) {
                    minimum = Math.min(minimum, reading.logTime);
                }
            }
        }
        return minimum == Long.MAX_VALUE ? time : minimum;
    }

    /** What has been read of a source: the newest log time, and whether it is not waited for. */
    record Reading(long logTime, boolean excused) {}
}
