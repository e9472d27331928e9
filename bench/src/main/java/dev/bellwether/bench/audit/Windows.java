package dev.bellwether.bench.audit;

import java.util.Map;

/** Windows as they are read, each in its newest revision. */
public interface Windows {

    /** Reads what has come; returns at the latest after a moment. */
    void poll();

    /** Calls of all windows read so far. */
    long calls();

    /** All windows read so far. */
    Map<SeriesWindow, Totals> all();
}
