package dev.bellwether.bench.endtoend;

import dev.bellwether.bench.audit.Balance;
import dev.bellwether.bench.audit.NewestWindows;
import dev.bellwether.bench.audit.SeriesWindow;
import dev.bellwether.bench.audit.Totals;
import dev.bellwether.bench.load.SpanLedger;
import dev.bellwether.schemas.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.SortedMap;

/** Waits for the windows of a load, and holds them against its ledger. */
final class Settlement {

    /** Windows close some seconds after their end, and a busy machine takes its time. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A second helping of anything would come with a restatement, of which there may be one each second. */
    private static final Duration AFTERMATH = Duration.ofSeconds(3);

    private Settlement() {}

    static Balance of(String kafka, URI registry, Topics topics, SpanLedger ledger) {
        SortedMap<SeriesWindow, Totals> acknowledged = ledger.acknowledged();
        SortedMap<SeriesWindow, Totals> unknown = ledger.unknown();
        long expected = acknowledged.values().stream().mapToLong(Totals::calls).sum();
        try (NewestWindows windows = new NewestWindows(kafka, registry, topics)) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (windows.calls() < expected && System.nanoTime() < deadline) {
                windows.poll();
            }
            long aftermath = System.nanoTime() + AFTERMATH.toNanos();
            while (System.nanoTime() < aftermath) {
                windows.poll();
            }
            return Balance.of(acknowledged, unknown, windows.all());
        }
    }
}
