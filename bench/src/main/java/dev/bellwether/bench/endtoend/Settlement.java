package dev.bellwether.bench.endtoend;

import dev.bellwether.bench.audit.Balance;
import dev.bellwether.bench.audit.NewestWindows;
import dev.bellwether.bench.audit.SeriesWindow;
import dev.bellwether.bench.audit.Totals;
import dev.bellwether.bench.audit.Windows;
import dev.bellwether.bench.load.SpanLedger;
import dev.bellwether.schemas.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.SortedMap;
import java.util.function.LongSupplier;

/** Waits for the windows of a load, and holds them against its ledger. */
final class Settlement {

    /** Windows close some seconds after their end, and a busy machine takes its time. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A second helping of anything would come with a restatement, of which there may be one each second. */
    private static final Duration AFTERMATH = Duration.ofSeconds(3);

    private final SortedMap<SeriesWindow, Totals> acknowledged;
    private final SortedMap<SeriesWindow, Totals> uncertain;
    private final long expected;
    private final LongSupplier nanos;

    /** @param nanos elapsed time, from an arbitrary begin */
    Settlement(SpanLedger ledger, LongSupplier nanos) {
        this.acknowledged = ledger.acknowledged();
        this.uncertain = ledger.uncertain();
        this.expected = acknowledged.values().stream().mapToLong(Totals::calls).sum();
        this.nanos = nanos;
    }

    static Balance of(String kafka, URI registry, Topics topics, SpanLedger ledger) {
        try (NewestWindows windows = new NewestWindows(kafka, registry, topics)) {
            return new Settlement(ledger, System::nanoTime).await(windows);
        }
    }

    /** Waits until each window has its calls, and then for what may come besides; or until that has taken too long. */
    Balance await(Windows windows) {
        long deadline = nanos.getAsLong() + PATIENCE.toNanos();
        while (!isComplete(windows) && nanos.getAsLong() < deadline) {
            windows.poll();
        }
        long aftermath = nanos.getAsLong() + AFTERMATH.toNanos();
        while (nanos.getAsLong() < aftermath) {
            windows.poll();
        }
        return balance(windows);
    }

    /** Calls of uncertain requests can make up for those that are still to come, so their sum alone does not tell. */
    private boolean isComplete(Windows windows) {
        return windows.calls() >= expected && balance(windows).lost() == 0;
    }

    private Balance balance(Windows windows) {
        return Balance.of(acknowledged, uncertain, windows.all());
    }
}
