package dev.bellwether.processors.red;

import static dev.bellwether.processors.runtime.AfterInit.present;

import dev.bellwether.facts.Completeness;
import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.facts.Watermark;
import dev.bellwether.processors.admission.Admission;
import dev.bellwether.processors.admission.KeyValueAdmissionStore;
import dev.bellwether.processors.runtime.FullestTask;
import dev.bellwether.processors.runtime.LogProgress;
import dev.bellwether.processors.runtime.PoisonRecordException;
import dev.bellwether.processors.time.SourcePartition;
import dev.bellwether.processors.time.StallDetector;
import dev.bellwether.processors.time.StoredLogClock;
import dev.bellwether.schemas.FactNames;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Deltas and watermarks of one partition of {@code red-deltas} in; revisions of windows out, and excuses for sources that
 * stand still.
 */
final class RedWindowProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {

    private static final Duration LONGEST_STALL_CHECK = Duration.ofSeconds(2);

    /** How often a stall is looked for within the patience; see {@link StallDetector#stalled}. */
    private static final int STALL_CHECKS = 5;

    private final RedConfig config;
    private final RedMeters meters;
    private final LogProgress progress;
    private final FullestTask services;
    private final Set<SourcePartition> excusesOnTheirWay = new HashSet<>();

    // Made anew in init(): where a transaction was aborted, Streams calls it again, with the stores as they were
    // before.
    private StallDetector stalls;
    private @Nullable Admission admission;
    private @Nullable ProcessorContext<String, SpecificRecord> context;
    private @Nullable RedWindows windows;
    private @Nullable StoredLogClock clock;
    private @Nullable KeyValueStore<String, Watermark> readings;

    RedWindowProcessor(RedConfig config, RedMeters meters, LogProgress progress, FullestTask services) {
        this.config = config;
        this.meters = meters;
        this.progress = progress;
        this.services = services;
        this.stalls = new StallDetector(config.stallPatience());
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        stalls = new StallDetector(config.stallPatience());
        excusesOnTheirWay.clear();
        context = processorContext;
        readings = processorContext.getStateStore(StoreCatalogue.CLOCK);
        clock = new StoredLogClock(readings);
        admission = new Admission(
                config.admission(),
                new KeyValueAdmissionStore(processorContext.getStateStore(StoreCatalogue.ADMITTED)));
        windows = new RedWindows(
                config,
                new KeyValueWindowStore(
                        processorContext.getStateStore(StoreCatalogue.WINDOWS),
                        processorContext.getStateStore(StoreCatalogue.CHANGED)),
                this::emit,
                meters);
        Duration check = config.stallPatience().dividedBy(STALL_CHECKS);
        processorContext.schedule(
                check.compareTo(LONGEST_STALL_CHECK) < 0 ? check : LONGEST_STALL_CHECK,
                PunctuationType.WALL_CLOCK_TIME,
                this::excuseStalled);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        SpecificRecord value = record.value();
        if (value instanceof Watermark watermark) {
            advance(watermark);
        } else if (value instanceof RedDelta delta) {
            DeltaCheck.requireSound(record.key(), delta); // all or nothing
            add(record.key(), delta);
        } else {
            throw new PoisonRecordException("neither a delta nor a watermark");
        }
    }

    private void add(String service, RedDelta delta) {
        long calls = 0;
        for (OperationDelta operation : delta.getOperations()) {
            calls += operation.getCalls();
        }
        meters.read(calls);
        long now = present(clock).time();
        Admission.Outcome admitted = present(admission).admit(service, delta, now);
        if (!admitted.service()) {
            meters.tooManyServices(calls);
            return;
        }
        if (!admitted.version()) {
            meters.otherVersions(calls);
            delta.setVersion(FactNames.OTHER);
        }
        meters.otherOperations(admitted.otherCalls());
        present(windows).add(service, delta, now, completeness());
    }

    private void advance(Watermark watermark) {
        if (watermark.getSourcePartition() < 0 || watermark.getSourcePartition() >= watermark.getSourcePartitions()) {
            throw new PoisonRecordException("a watermark of partition " + watermark.getSourcePartition() + " of "
                    + watermark.getSourcePartitions());
        }
        SourcePartition source = new SourcePartition(watermark.getSourceTopic(), watermark.getSourcePartition());
        if (!watermark.getExcused()) {
            stalls.heard(
                    source, watermark.getSourcePartitions(), present(context).currentSystemTimeMs());
            excusesOnTheirWay.remove(source);
        }
        if (present(clock).observe(watermark)) {
            present(admission).advance(present(clock).time());
            services.has(present(context).taskId(), present(admission).services());
            present(windows).advance(present(clock).time(), completeness());
            progress.reached(present(context).taskId(), present(clock).time());
        }
    }

    @Override
    public void close() {
        progress.left(present(context).taskId());
        services.left(present(context).taskId());
    }

    private void emit(WindowKey key, RedWindow window) {
        meters.revision();
        present(context)
                .forward(new Record<>(key.serviceKey(), window, present(clock).time()), RedWindowTopology.WINDOWS_SINK);
    }

    /** Writes the excuse to this task's own partition of the deltas; only reading it back decides anything. */
    private void excuseStalled(long wallMillis) {
        for (SourcePartition source : stalls.stalled(wallMillis)) {
            Watermark last = present(readings).get(source.toString());
            if ((last != null && last.getExcused()) || !excusesOnTheirWay.add(source)) {
                continue;
            }
            meters.excused();
            Watermark excuse = Watermark.newBuilder()
                    .setSourceTopic(source.topic())
                    .setSourcePartition(source.partition())
                    .setSourcePartitions(present(clock).partitions(source.topic()))
                    .setLogTime(last == null ? Instant.EPOCH : last.getLogTime())
                    .setExcused(true)
                    .build();
            int own = present(context).taskId().partition();
            present(context)
                    .forward(
                            new Record<>(ExcusePartitioner.key(own, source), (SpecificRecord) excuse, wallMillis),
                            RedWindowTopology.EXCUSES_SINK);
        }
    }

    private Completeness completeness() {
        return present(clock).complete() ? Completeness.COMPLETE : Completeness.INCOMPLETE;
    }
}
