package dev.bellwether.cli.crash;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the topics have to say: every request that was acknowledged, once. Safe for use by several threads. */
final class Ledger {

    private final SortedMap<SeriesWindow, Totals> totals = new TreeMap<>();

    void acknowledged(TraceRequest request) {
        add(request.adds());
    }

    synchronized void add(Map<SeriesWindow, Totals> adds) {
        adds.forEach((window, more) -> totals.merge(window, more, Totals::plus));
    }

    synchronized SortedMap<SeriesWindow, Totals> totals() {
        return new TreeMap<>(totals);
    }
}
