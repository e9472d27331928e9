package dev.bellwether.processors.enrich;

import dev.bellwether.kubernetes.directory.Clues;
import dev.bellwether.kubernetes.directory.Resolution;
import dev.bellwether.kubernetes.directory.Resolution.Resolved;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * For which clues metadata was waited for in vain: it may never come, and is not to hold up every record. What is remembered is how far the
 * directory was; where it has gone on since, to another pod or to the end of one, there is something new to be waited for.
 *
 * <p>By clues, and not by the resources that have them: so many resources of a pod are waited for once, however long they are. For one
 * thread and one partition, since the partitions of a topic are read at different log times.
 */
final class VainWaits {

    private final Map<Clues, Standing> standings;

    /** @param maxRemembered clues; past these the ones that came up last are kept, and the others waited for again */
    VainWaits(int maxRemembered) {
        this.standings = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Clues, Standing> eldest) {
                return size() > maxRemembered;
            }
        };
    }

    /** Whether this is all that came of waiting before. */
    boolean include(Clues clues, Resolution found) {
        return Standing.of(found).equals(standings.get(clues));
    }

    /** This is all that came of waiting. */
    void add(Clues clues, Resolution found) {
        standings.put(clues, Standing.of(found));
    }

    /** All is known; whatever is missing some day is something new. */
    void forget(Clues clues) {
        if (!standings.isEmpty()) {
            standings.remove(clues);
        }
    }

    /**
     * How far the directory is.
     *
     * @param pod uid of the pod that was found; empty where there is none
     * @param there whether it was there at the time
     */
    private record Standing(String pod, boolean there) {

        static Standing of(Resolution found) {
            return found instanceof Resolved resolved
                    ? new Standing(resolved.pod().key().uid(), resolved.there())
                    : new Standing("", false);
        }
    }
}
