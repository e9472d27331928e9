package dev.bellwether.demo;

import dev.bellwether.demo.Ledger.Batch;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes into the ledger what the receiver answered to each export request. */
final class CountingExporter implements SpanExporter {

    private static final Logger LOG = LoggerFactory.getLogger(CountingExporter.class);
    private static final long WARN_EVERY_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final SpanExporter delegate;
    private final Ledger ledger;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

    CountingExporter(SpanExporter delegate, Ledger ledger) {
        this.delegate = delegate;
        this.ledger = ledger;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        // counted before the export: the batch processor empties its collection when it has waited long enough
        Batch batch = count(spans);
        ledger.handed(batch);
        CompletableResultCode result = delegate.export(spans);
        return result.whenComplete(() -> settle(batch, result.isSuccess()));
    }

    private void settle(Batch batch, boolean success) {
        if (success) {
            ledger.acknowledged(batch);
        } else {
            ledger.failed(batch);
            warn();
        }
    }

    private void warn() {
        long due = nextWarning.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextWarning.compareAndSet(due, now + WARN_EVERY_NANOS)) {
            LOG.warn(
                    "{} {}: {} spans lost so far, the OTLP receiver did not take them",
                    ledger.service(),
                    ledger.version(),
                    ledger.failedSpans());
        }
    }

    private static Batch count(Collection<SpanData> spans) {
        int requests = 0;
        int errors = 0;
        for (SpanData span : spans) {
            if (span.getKind() == SpanKind.SERVER) {
                requests++;
                if (span.getStatus().getStatusCode() == StatusCode.ERROR) {
                    errors++;
                }
            }
        }
        return new Batch(spans.size(), requests, errors);
    }

    @Override
    public CompletableResultCode flush() {
        return delegate.flush();
    }

    /** May be called again, as the batch processor does after its owner did. */
    @Override
    public CompletableResultCode shutdown() {
        return closing.compareAndSet(false, true) ? delegate.shutdown() : CompletableResultCode.ofSuccess();
    }
}
