package dev.bellwether.schemas.follow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/** How far the partitions of a topic are known to have been read. Of one thread. */
final class Progress {

    /** An end of a partition, and an instant before which all stood there that was ever acknowledged until then. */
    private record Mark(Instant asked, long end) {

        /** The older one, so that a partition that grows all the time is known at all; unless the broker has lost its end. */
        private Mark or(Mark later) {
            return later.end < end ? later : this;
        }
    }

    private final Set<TopicPartition> followed = new HashSet<>();
    private final Map<TopicPartition, Mark> ahead = new HashMap<>();
    private final Map<TopicPartition, Instant> known = new HashMap<>();
    private boolean begun;

    /** These are followed too, which may be none of them. */
    void follow(Collection<TopicPartition> partitions) {
        followed.addAll(partitions);
        begun = true;
    }

    void leave(Collection<TopicPartition> partitions) {
        followed.removeAll(partitions);
        ahead.keySet().retainAll(followed);
        known.keySet().retainAll(followed);
    }

    /** Nothing is followed, and nothing is known of what will be. */
    void leaveAll() {
        leave(followed());
        begun = false;
    }

    /** A copy. */
    Set<TopicPartition> followed() {
        return Set.copyOf(followed);
    }

    /**
     * Where partitions end, also such as are not followed.
     *
     * @param asked before the broker was asked for it
     */
    void ends(Instant asked, Map<TopicPartition, Long> ends) {
        for (TopicPartition partition : followed) {
            Long end = ends.get(partition);
            if (end != null) {
                ahead.merge(partition, new Mark(asked, end), Mark::or);
            }
        }
    }

    /**
     * Compares ends with what was read.
     *
     * @param position of the next record to be read of a partition
     * @return partitions that have been read to an end for the first time
     */
    List<TopicPartition> read(ToLongFunction<TopicPartition> position) {
        List<TopicPartition> loaded = new ArrayList<>();
        ahead.entrySet().removeIf(mark -> {
            if (position.applyAsLong(mark.getKey()) < mark.getValue().end()) {
                return false;
            }
            if (known.put(mark.getKey(), mark.getValue().asked()) == null) {
                loaded.add(mark.getKey());
            }
            return true;
        });
        return loaded;
    }

    /** Whether it is said what is followed, and all of that was read to an end. */
    boolean isLoaded() {
        return begun && known.size() == followed.size();
    }

    /** What stood on the partitions until then has been read; empty where that is not known, or nothing is followed. */
    Optional<Instant> knownUntil() {
        return isLoaded() ? known.values().stream().min(Comparator.naturalOrder()) : Optional.empty();
    }
}
