package dev.bellwether.bench.audit;

import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Calls that windows hold, held against those that were sent, by service, version, operation and window. Each call that was acknowledged must
 * be counted once; one whose request had no answer, once or not at all.
 *
 * @param windows of which something was sent or counted
 * @param calls that were acknowledged
 * @param lost acknowledged calls that windows do not hold
 * @param doubled calls that windows hold beyond all that were sent
 * @param wrong windows with the right calls, and other errors or durations than were sent; not told where a request had no answer
 */
public record Balance(long windows, long calls, long lost, long doubled, long wrong) {

    /** Stands for the operations past the limits. */
    private static final String OTHER = "~other";

    private static final Totals NOTHING = new Totals(0, 0, ExponentialHistogram.EMPTY);

    /**
     * Where operations were past the limits, and so counted together, all of a service, version and window are.
     *
     * @param acknowledged what must be counted
     * @param unknown what may be
     * @param counted the newest revisions
     */
    public static Balance of(
            Map<SeriesWindow, Totals> acknowledged,
            Map<SeriesWindow, Totals> unknown,
            Map<SeriesWindow, Totals> counted) {
        boolean capped =
                counted.keySet().stream().anyMatch(key -> key.operation().equals(OTHER));
        return capped
                ? exactly(together(acknowledged), together(unknown), together(counted))
                : exactly(acknowledged, unknown, counted);
    }

    private static SortedMap<SeriesWindow, Totals> together(Map<SeriesWindow, Totals> apart) {
        SortedMap<SeriesWindow, Totals> together = new TreeMap<>();
        apart.forEach((key, totals) -> together.merge(
                new SeriesWindow(key.service(), key.version(), OTHER, key.start()), totals, Totals::plus));
        return together;
    }

    private static Balance exactly(
            Map<SeriesWindow, Totals> acknowledged,
            Map<SeriesWindow, Totals> unknown,
            Map<SeriesWindow, Totals> counted) {
        TreeSet<SeriesWindow> all = new TreeSet<>(acknowledged.keySet());
        all.addAll(unknown.keySet());
        all.addAll(counted.keySet());
        long calls = 0;
        long lost = 0;
        long doubled = 0;
        long wrong = 0;
        for (SeriesWindow key : all) {
            Totals least = acknowledged.getOrDefault(key, NOTHING);
            long most = least.calls() + unknown.getOrDefault(key, NOTHING).calls();
            Totals found = counted.getOrDefault(key, NOTHING);
            calls += least.calls();
            lost += Math.max(0, least.calls() - found.calls());
            doubled += Math.max(0, found.calls() - most);
            if (most == least.calls() && found.calls() == most && !found.equals(least)) {
                wrong++;
            }
        }
        return new Balance(all.size(), calls, lost, doubled, wrong);
    }

    /** Whether nothing is lost, doubled or wrong. */
    public boolean even() {
        return lost == 0 && doubled == 0 && wrong == 0;
    }
}
