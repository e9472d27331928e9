package dev.bellwether.processors.fold;

import static dev.bellwether.processors.runtime.AfterInit.present;

import dev.bellwether.facts.Watermark;
import dev.bellwether.processors.enrich.RecordEnricher;
import dev.bellwether.processors.retry.RetryFilter;
import dev.bellwether.processors.runtime.LogProgress;
import dev.bellwether.processors.runtime.PoisonRecordException;
import dev.bellwether.schemas.OtlpHeaders;
import dev.bellwether.schemas.ReplayHeaders;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * One partition of a raw topic: requests in; deltas, and between them watermarks, out; where it is asked for the requests as they
 * were enriched; and ticks back into the partition itself.
 *
 * <p>A watermark says that everything appended before its time has been read. It is due with every tick, and also with other
 * records where log time has gone on by a tick's interval: a backlog that was written while nobody wrote ticks must not look
 * like a source that stands still.
 */
final class FoldProcessor implements Processor<byte[], byte[], Object, Object> {

    private final FoldPlan plan;
    private final FoldConfig config;
    private final int sourcePartitions;
    private final RecordMeters meters;
    private final LogProgress progress;
    private final RecordEnricher enricher;
    private final SignalFold fold;

    // Set once in init(), before any record.
    private @Nullable ProcessorContext<Object, Object> context;
    private @Nullable RetryFilter retries;

    private long nextWatermark = Long.MIN_VALUE;

    FoldProcessor(
            FoldPlan plan,
            FoldConfig config,
            int sourcePartitions,
            Counting counting,
            RecordEnricher enricher,
            SignalFold fold) {
        this.plan = plan;
        this.config = config;
        this.sourcePartitions = sourcePartitions;
        this.meters = counting.records();
        this.progress = counting.progress();
        this.enricher = enricher;
        this.fold = fold;
    }

    /** What a processor tells of itself. */
    record Counting(RecordMeters records, LogProgress progress) {}

    @Override
    public void init(ProcessorContext<Object, Object> processorContext) {
        context = processorContext;
        nextWatermark = Long.MIN_VALUE;
        retries = new RetryFilter(processorContext.getStateStore(plan.retriesStore()), config.rememberRetries());
        processorContext.schedule(config.tickInterval(), PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata position =
                context().recordMetadata().orElseThrow(() -> new IllegalStateException("a record without a position"));
        Origin origin = new Origin(position.topic(), position.partition(), position.offset(), record.timestamp());
        boolean tick = OtlpHeaders.isTick(record.headers(), record.value());
        if (tick) {
            meters.tick();
        } else {
            meters.read();
            enricher.read();
            request(record, origin);
        }
        if (tick || origin.logTime() >= nextWatermark) {
            watermark(origin);
        }
    }

    private void request(Record<byte[], byte[]> record, Origin origin) {
        if (ReplayHeaders.isForAnother(record.headers(), context().applicationId())) {
            duplicate();
            return;
        }
        if (record.value() == null) {
            throw poison("no value (expected: an " + plan.request() + ")");
        }
        byte[] value;
        SignalFold.Result folded;
        try {
            value = enricher.enrich(record);
            folded = fold.fold(value, origin);
        } catch (MalformedOtlpException e) {
            throw poison("not an " + plan.request() + ": " + e.getMessage());
        } catch (TooManyDeltasException e) {
            throw poison(String.valueOf(e.getMessage()));
        }
        if (retries().isRetry(record)) {
            duplicate();
            return;
        }
        meters.folded();
        folded.counting().run();
        for (SignalFold.Keyed keyed : folded.deltas()) {
            forward(keyed.key(), keyed.delta(), origin.logTime());
        }
        enricher.enriched(record, value).ifPresent(written -> context().forward(written, plan.enrichedSink()));
    }

    private void duplicate() {
        meters.duplicate();
        enricher.duplicate();
    }

    private PoisonRecordException poison(String reason) {
        enricher.malformed();
        return new PoisonRecordException(reason);
    }

    private void watermark(Origin origin) {
        nextWatermark = origin.logTime() + config.tickInterval().toMillis();
        progress.reached(context().taskId(), origin.logTime());
        Watermark mark = Watermark.newBuilder()
                .setSourceTopic(origin.topic())
                .setSourcePartition(origin.partition())
                .setSourcePartitions(sourcePartitions)
                .setLogTime(Instant.ofEpochMilli(origin.logTime()))
                .build();
        forward(origin.topic() + "/" + origin.partition(), mark, origin.logTime());
    }

    @Override
    public void close() {
        progress.left(context().taskId());
    }

    private void forward(String key, SpecificRecord value, long logTime) {
        context().forward(new Record<>(key, value, logTime), plan.deltasSink());
    }

    private void tick(long wallMillis) {
        Headers headers = new RecordHeaders().add(OtlpHeaders.TICK, new byte[0]);
        byte[] key = TickPartitioner.key(context().taskId().partition());
        context().forward(new Record<>(key, new byte[0], wallMillis, headers), plan.ticksSink());
    }

    private RetryFilter retries() {
        return present(retries);
    }

    private ProcessorContext<Object, Object> context() {
        return present(context);
    }
}
