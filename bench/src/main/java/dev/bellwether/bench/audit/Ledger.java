package dev.bellwether.bench.audit;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the topics have to say: every request that was acknowledged, once. Safe for use by several threads. */
public final class Ledger {

    private final SortedMap<SeriesWindow, Totals> totals = new TreeMap<>();

    /** One more request was acknowledged. */
    public synchronized void add(Map<SeriesWindow, Totals> adds) {
        adds.forEach((window, more) -> totals.merge(window, more, Totals::plus));
    }

    public synchronized SortedMap<SeriesWindow, Totals> totals() {
        return new TreeMap<>(totals);
    }
}
