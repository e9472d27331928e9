package dev.bellwether.alerting.signal;

import dev.bellwether.alerting.lifecycle.Evidence;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The newest traces of a range that slides forward. What is dropped because there are enough newer ones would leave the range
 * before they do, so it is never missed.
 */
final class NewestTraces {

    private final TreeSet<Seen> traces =
            new TreeSet<>(Comparator.comparingLong(Seen::second).reversed().thenComparing(Seen::traceId));

    void add(long second, String traceId) {
        traces.add(new Seen(second, traceId));
        if (traces.size() > Evidence.MAX_TRACES) {
            traces.pollLast();
        }
    }

    void remove(long second, String traceId) {
        traces.remove(new Seen(second, traceId));
    }

    /** Newest first; among those of one second by trace id. */
    List<String> traceIds() {
        return traces.stream().map(Seen::traceId).distinct().toList();
    }

    private record Seen(long second, String traceId) {}
}
