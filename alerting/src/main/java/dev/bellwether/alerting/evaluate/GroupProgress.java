package dev.bellwether.alerting.evaluate;

import static java.util.Objects.requireNonNull;

import dev.bellwether.alerting.rulebook.GroupKey;
import java.util.HashMap;
import java.util.Map;

/**
 * How far a group has come. Times are milliseconds since the epoch.
 *
 * @param startedAfter the time behind which its first slot lies
 * @param lastSlot the last time at which it was evaluated; {@code startedAfter} before the first
 * @param seenBefore what was appended before this log time was seen by the last slot
 * @param forgottenBefore samples before this time are not held any more
 * @param remoteWriteSeen log time of the last batch that came by remote write; {@link #NEVER} where none did
 * @param incompleteUntil slots before may lack samples, since there were more than may be kept; {@link #NEVER} where none do
 * @param recordedTo up to which slot each group has told what it has recorded
 */
record GroupProgress(
        long startedAfter,
        long lastSlot,
        long seenBefore,
        long forgottenBefore,
        long remoteWriteSeen,
        long incompleteUntil,
        Map<GroupKey, Long> recordedTo) {

    static final long NEVER = Long.MIN_VALUE;

    GroupProgress {
        recordedTo = Map.copyOf(requireNonNull(recordedTo, "recordedTo"));
    }

    static GroupProgress startingAfter(long time) {
        return new GroupProgress(time, time, NEVER, NEVER, NEVER, NEVER, Map.of());
    }

    GroupProgress evaluated(long slot, long before) {
        return new GroupProgress(
                startedAfter, slot, before, forgottenBefore, remoteWriteSeen, incompleteUntil, recordedTo);
    }

    GroupProgress forgotten(long before) {
        return new GroupProgress(
                startedAfter,
                lastSlot,
                seenBefore,
                Math.max(forgottenBefore, before),
                remoteWriteSeen,
                incompleteUntil,
                recordedTo);
    }

    GroupProgress remoteWrite(long logTime) {
        long seen = Math.max(remoteWriteSeen, logTime);
        return new GroupProgress(
                startedAfter, lastSlot, seenBefore, forgottenBefore, seen, incompleteUntil, recordedTo);
    }

    GroupProgress incomplete(long until) {
        long latest = Math.max(incompleteUntil, until);
        return new GroupProgress(
                startedAfter, lastSlot, seenBefore, forgottenBefore, remoteWriteSeen, latest, recordedTo);
    }

    GroupProgress recorded(GroupKey by, long slot) {
        Map<GroupKey, Long> slots = new HashMap<>(recordedTo);
        slots.merge(by, slot, Math::max);
        return new GroupProgress(
                startedAfter, lastSlot, seenBefore, forgottenBefore, remoteWriteSeen, incompleteUntil, slots);
    }

    /** Up to which slot a group has told what it has recorded. */
    long recordedTo(GroupKey by) {
        return recordedTo.getOrDefault(by, NEVER);
    }
}
