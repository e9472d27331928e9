package dev.bellwether.processors.enrich;

import static dev.bellwether.processors.runtime.AfterInit.present;

import dev.bellwether.processors.enrich.EnrichTopology.Flow;
import dev.bellwether.processors.retry.RetryFilter;
import dev.bellwether.processors.runtime.PoisonRecordException;
import dev.bellwether.schemas.OtlpHeaders;
import dev.bellwether.schemas.ReplayHeaders;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** One partition of a raw topic: requests in; the same requests, enriched, out. A request that a client sent again goes no further. */
final class EnrichProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private final Flow flow;
    private final RecordEnricher enricher;
    private final Duration rememberRetries;

    // Set once in init(), before any record.
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable RetryFilter retries;

    EnrichProcessor(Flow flow, RecordEnricher enricher, Duration rememberRetries) {
        this.flow = flow;
        this.enricher = enricher;
        this.rememberRetries = rememberRetries;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        retries = new RetryFilter(processorContext.getStateStore(flow.name("-retries")), rememberRetries);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (OtlpHeaders.isTick(record.headers(), record.value())) {
            return;
        }
        enricher.read();
        if (ReplayHeaders.isForAnother(record.headers(), present(context).applicationId())) {
            enricher.duplicate();
            return;
        }
        byte[] value = enrich(record);
        if (present(retries).isRetry(record)) {
            enricher.duplicate();
            return;
        }
        enricher.enriched(record, value).ifPresent(present(context)::forward);
    }

    private byte[] enrich(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            throw poison("no value (expected: a request of " + flow.word() + ")");
        }
        try {
            return enricher.enrich(record);
        } catch (MalformedOtlpException e) {
            throw poison("not a request of " + flow.word() + ": " + e.getMessage());
        }
    }

    private PoisonRecordException poison(String reason) {
        enricher.malformed();
        return new PoisonRecordException(reason);
    }
}
