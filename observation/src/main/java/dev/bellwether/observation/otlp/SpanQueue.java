package dev.bellwether.observation.otlp;

import dev.bellwether.observation.meter.Catalogue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Spans that wait for the receiver, as many as it may hold and no more: {@code ended = exported + failed + dropped + pending}. Whoever
 * ends a span never waits. Thread-safe.
 */
final class SpanQueue implements SpanProcessor {

    /** Short beside the grace of a window, so that a Bellwether that watches itself, or another, is not late. */
    private static final Duration DELAY = Duration.ofSeconds(1);

    private static final int MAX_BATCH = 512;

    private final int capacity;
    private final AtomicInteger pending = new AtomicInteger();
    private final Counter ended;
    private final Counter exported;
    private final Counter failed;
    private final Counter dropped;
    private final ExportOutcomes outcomes;
    private final BatchSpanProcessor batches;

    /** @param capacity spans that may wait; one more is dropped */
    SpanQueue(SpanExporter exporter, int capacity, MeterRegistry meters) {
        this.capacity = capacity;
        this.ended = Catalogue.Export.ENDED_SPANS.counter(meters);
        this.exported = Catalogue.Export.SPANS.counter(meters, "exported");
        this.failed = Catalogue.Export.SPANS.counter(meters, "failed");
        this.dropped = Catalogue.Export.SPANS.counter(meters, "dropped");
        Catalogue.Export.PENDING_SPANS.gauge(meters, pending, AtomicInteger::get);
        this.outcomes = new ExportOutcomes("traces", meters);
        this.batches = BatchSpanProcessor.builder(new Counting(exporter))
                .setScheduleDelay(DELAY)
                .setMaxQueueSize(capacity)
                .setMaxExportBatchSize(Math.min(capacity, MAX_BATCH))
                .build();
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (!span.getSpanContext().isSampled()) {
            return;
        }
        ended.increment();
        if (pending.incrementAndGet() > capacity) {
            pending.decrementAndGet();
            dropped.increment();
        } else {
            batches.onEnd(span);
        }
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public CompletableResultCode forceFlush() {
        return batches.forceFlush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return batches.shutdown();
    }

    private final class Counting implements SpanExporter {

        private final SpanExporter exporter;

        private Counting(SpanExporter exporter) {
            this.exporter = exporter;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            int count = spans.size(); // now: the processor uses its collection again
            CompletableResultCode result = exporter.export(spans);
            return result.whenComplete(() -> {
                pending.addAndGet(-count);
                (result.isSuccess() ? exported : failed).increment(count);
                outcomes.take(result);
            });
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }
    }
}
