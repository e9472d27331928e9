package dev.bellwether.bench.audit;

import dev.bellwether.schemas.FactNames;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Calls that windows hold, held against those that were sent, by service, version, operation and window. Each call that was acknowledged must
 * be counted once; one of which nobody knows whether it was taken, once or not at all.
 *
 * @param windows of which something was sent or counted
 * @param together of these, how many stand for all operations of a service and version: there were more of them than the limits allow, and so
 *     they are compared as a whole
 * @param acknowledged calls that must be counted
 * @param counted calls that windows hold
 * @param lost acknowledged calls that windows do not hold
 * @param doubled calls that windows hold beyond all that were sent
 * @param wrong windows with the right calls, and other errors or durations than were sent; not told where something is uncertain
 */
public record Balance(
        long windows, long together, long acknowledged, long counted, long lost, long doubled, long wrong) {

    /** Stands for the operations past the limits. */
    private static final Totals NOTHING = new Totals(0, 0, ExponentialHistogram.EMPTY);

    /** All operations of a version of a service, in one window. */
    private record Group(String service, String version, Instant start) {

        static Group of(SeriesWindow window) {
            return new Group(window.service(), window.version(), window.start());
        }
    }

    /**
     * Where operations were past the limits, and so counted together, all of that service, version and window are.
     *
     * @param acknowledged what must be counted
     * @param uncertain what may be
     * @param counted the newest revisions
     */
    public static Balance of(
            Map<SeriesWindow, Totals> acknowledged,
            Map<SeriesWindow, Totals> uncertain,
            Map<SeriesWindow, Totals> counted) {
        Set<Group> capped = counted.keySet().stream()
                .filter(key -> key.operation().equals(FactNames.OTHER))
                .map(Group::of)
                .collect(Collectors.toSet());
        return exactly(capped.size(), merged(acknowledged, capped), merged(uncertain, capped), merged(counted, capped));
    }

    private static SortedMap<SeriesWindow, Totals> merged(Map<SeriesWindow, Totals> apart, Set<Group> capped) {
        SortedMap<SeriesWindow, Totals> merged = new TreeMap<>();
        apart.forEach((key, totals) -> merged.merge(
                capped.contains(Group.of(key))
                        ? new SeriesWindow(key.service(), key.version(), FactNames.OTHER, key.start())
                        : key,
                totals,
                Totals::plus));
        return merged;
    }

    private static Balance exactly(
            long together,
            Map<SeriesWindow, Totals> acknowledged,
            Map<SeriesWindow, Totals> uncertain,
            Map<SeriesWindow, Totals> counted) {
        TreeSet<SeriesWindow> all = new TreeSet<>(acknowledged.keySet());
        all.addAll(uncertain.keySet());
        all.addAll(counted.keySet());
        long lost = 0;
        long doubled = 0;
        long wrong = 0;
        for (SeriesWindow key : all) {
            Totals least = acknowledged.getOrDefault(key, NOTHING);
            long most = least.calls() + uncertain.getOrDefault(key, NOTHING).calls();
            Totals found = counted.getOrDefault(key, NOTHING);
            lost += Math.max(0, least.calls() - found.calls());
            doubled += Math.max(0, found.calls() - most);
            if (most == least.calls() && found.calls() == most && !found.equals(least)) {
                wrong++;
            }
        }
        return new Balance(all.size(), together, calls(acknowledged), calls(counted), lost, doubled, wrong);
    }

    private static long calls(Map<SeriesWindow, Totals> windows) {
        return windows.values().stream().mapToLong(Totals::calls).sum();
    }

    /** Whether nothing is lost, doubled or wrong. */
    public boolean even() {
        return lost == 0 && doubled == 0 && wrong == 0;
    }
}
