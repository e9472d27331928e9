package dev.bellwether.alerting.rulebook;

import static java.util.Objects.requireNonNull;

import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.rules.RuleGroup;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A group that is in force.
 *
 * @param key what it is known by
 * @param group its rules
 * @param hash of its content: another one means that it is another version
 * @param since log time from which on this version is in force, in milliseconds since the epoch
 * @param selectedSince log time from which on the samples that it needs are kept: before, and so for {@code reach} after it, its rules
 *     may not see all
 * @param interval between two evaluations
 * @param demand what its rules ask for
 * @param reach how far back they look
 */
public record LiveGroup(
        GroupKey key,
        RuleGroup group,
        String hash,
        long since,
        long selectedSince,
        Duration interval,
        Set<List<LabelMatcher>> demand,
        Duration reach) {

    public LiveGroup {
        requireNonNull(key, "key");
        requireNonNull(group, "group");
        requireNonNull(hash, "hash");
        requireNonNull(interval, "interval");
        demand = Set.copyOf(demand);
        requireNonNull(reach, "reach");
    }

    /** Whether what its rules see at a time may be incomplete, since it is new. */
    public boolean isWarmingAt(long slot) {
        return slot - reach.toMillis() < selectedSince;
    }

    /** The first time after another at which it is evaluated: multiples of its interval, counted from the epoch. */
    public long slotAfter(long time) {
        long step = interval.toMillis();
        return Math.floorDiv(time, step) * step + step;
    }

    /** The last time before another at which it is evaluated. */
    public long slotBefore(long time) {
        long step = interval.toMillis();
        return Math.floorDiv(time - 1, step) * step;
    }

    /** The version that replaces another: what the same content needs was kept all along. */
    LiveGroup after(LiveGroup before) {
        boolean same = hash.equals(before.hash);
        boolean covered = before.demand.containsAll(demand) && before.reach.compareTo(reach) >= 0;
        return new LiveGroup(
                key,
                group,
                hash,
                same ? before.since : since,
                covered ? before.selectedSince : selectedSince,
                interval,
                demand,
                reach);
    }
}
