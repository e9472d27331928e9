package dev.bellwether.verification.deployment;

import static java.util.Objects.requireNonNull;

import dev.bellwether.verification.judge.Counts;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that one service did in one window, after which nothing of it is judged any more.
 *
 * @param start event time
 * @param end event time, exclusive
 * @param closedAt log time at which it closed
 * @param complete whether every source partition had been read that far
 * @param versions what each version did, in the order of their names; the empty name is traffic without a version
 */
public record ClosedWindow(
        long start, long end, long closedAt, boolean complete, SortedMap<String, VersionTraffic> versions) {

    public ClosedWindow {
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
        if (end <= start || closedAt < end) {
            throw new IllegalArgumentException(
                    "start, end, closedAt: " + start + ", " + end + ", " + closedAt + " (expected: in this order)");
        }
    }

    /** Requests of one version, or none. */
    VersionTraffic of(String version) {
        return versions.getOrDefault(version, VersionTraffic.NONE);
    }

    /**
     * What one version did.
     *
     * @param operations on time, by operation
     * @param late requests that arrived within this window's span of log time, by the end of the window that they were
     *     too late for
     * @param errorTraceIds a few traces with errors
     */
    public record VersionTraffic(
            Map<String, Counts> operations, SortedMap<Long, Long> late, List<String> errorTraceIds) {

        static final VersionTraffic NONE = new VersionTraffic(Map.of(), new TreeMap<>(), List.of());

        public VersionTraffic {
            requireNonNull(operations, "operations");
            operations = Map.copyOf(operations);
            late = Collections.unmodifiableSortedMap(new TreeMap<>(late));
            errorTraceIds = List.copyOf(errorTraceIds);
        }

        /** All operations together. */
        Counts total() {
            Counts total = Counts.NONE;
            for (Counts counts : operations.values()) {
                total = total.plus(counts);
            }
            return total;
        }

        /** Late requests for windows that ended after an event time. */
        long lateAfter(long windowEnd) {
            return late.tailMap(windowEnd + 1).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}
