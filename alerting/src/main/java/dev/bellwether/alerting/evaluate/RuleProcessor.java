package dev.bellwether.alerting.evaluate;

import static dev.bellwether.processors.runtime.AfterInit.present;

import dev.bellwether.alerting.evaluate.GroupRun.Evaluated;
import dev.bellwether.alerting.evaluate.GroupRun.RuleNews;
import dev.bellwether.alerting.rulebook.GroupKey;
import dev.bellwether.alerting.rulebook.Rulebook;
import dev.bellwether.alerting.rulebook.RulebookSource;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.SampleBatch;
import dev.bellwether.facts.Watermark;
import dev.bellwether.observation.log.LimitedWarning;
import dev.bellwether.processors.runtime.LogProgress;
import dev.bellwether.processors.runtime.PoisonRecordException;
import dev.bellwether.processors.time.StoredLogClock;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples and watermarks of one partition of {@code samples} in; alerts, and what rules record for other groups, out. Each watermark that
 * moves log time lets the slots be evaluated that it has passed.
 */
final class RuleProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {

    private static final Logger log = LoggerFactory.getLogger(RuleProcessor.class);

    /** After a long pause what is due is worked off bit by bit, so that no transaction takes longer than it may. */
    private static final int EVALUATIONS_AT_A_TIME = 200;

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final EvaluationConfig config;
    private final RulebookSource rules;
    private final Ownership ownership;
    private final RuleMeters meters;
    private final LogProgress progress;
    private final LimitedWarning failures = new LimitedWarning(log);

    // Set once in init(), before any record.
    private @Nullable ProcessorContext<String, SpecificRecord> context;
    private @Nullable StoredLogClock clock;
    private @Nullable RuleTask task;

    RuleProcessor(
            EvaluationConfig config,
            RulebookSource rules,
            Ownership ownership,
            RuleMeters meters,
            LogProgress progress) {
        this.config = config;
        this.rules = rules;
        this.ownership = ownership;
        this.meters = meters;
        this.progress = progress;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = processorContext;
        clock = new StoredLogClock(processorContext.getStateStore(StoreCatalogue.CLOCK));
        KeyValueGroupStore store = new KeyValueGroupStore(new KeyValueGroupStore.Stores(
                processorContext.getStateStore(StoreCatalogue.ARRIVALS),
                processorContext.getStateStore(StoreCatalogue.PROGRESS),
                processorContext.getStateStore(StoreCatalogue.MEMORIES),
                processorContext.getStateStore(StoreCatalogue.DELTAS),
                processorContext.getStateStore(StoreCatalogue.TIMES)));
        int partition = processorContext.taskId().partition();
        task = new RuleTask(config, store, group -> ownership.partitionOf(group) == partition);
        // what could not be worked off at once must not wait for the next record
        processorContext.schedule(LOOK_AGAIN, PunctuationType.WALL_CLOCK_TIME, now -> evaluateDue());
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        SpecificRecord value = record.value();
        if (value instanceof Watermark watermark) {
            if (present(clock).observe(watermark)) {
                evaluateDue();
            }
        } else if (value instanceof SampleBatch batch) {
            GroupKey group = group(record.key());
            meters.batch(present(task).arrive(group, batch, rules.current()));
            if (!batch.getRecordedBy().isEmpty()) {
                evaluateDue(); // it may be what a slot has waited for
            }
        } else {
            throw new PoisonRecordException("neither samples nor a watermark");
        }
    }

    private static GroupKey group(@Nullable String key) {
        try {
            return GroupKey.parse(key == null ? "" : key);
        } catch (IllegalArgumentException e) {
            throw new PoisonRecordException("samples whose key is not file;group: " + key);
        }
    }

    private void evaluateDue() {
        StoredLogClock now = present(clock);
        if (!now.started()) {
            return;
        }
        Rulebook book = rules.current();
        present(task).evaluate(now.time(), book, EVALUATIONS_AT_A_TIME, this::tell);
        progress.reached(present(context).taskId(), present(task).reached(now.time()));
    }

    private void tell(GroupKey group, Evaluated evaluated) {
        meters.slot(evaluated.warming());
        for (RuleNews rule : evaluated.rules()) {
            meters.rule(rule.failure().isPresent());
            rule.failure()
                    .ifPresent(reason -> failures.warn(
                            "{}: {} at {}: {}", group, rule.rule(), Instant.ofEpochMilli(evaluated.slot()), reason));
            rule.alerts().forEach(news -> tell(news, AlertRecords.fact(group, evaluated, rule, news)));
        }
        evaluated
                .recorded()
                .forEach((reader, batch) -> present(context)
                        .forward(new Record<>(reader.toString(), batch, evaluated.slot()), RuleTopology.SAMPLES_SINK));
    }

    private void tell(AlertNews news, Alert fact) {
        meters.transition(news.kind());
        Record<String, SpecificRecord> record =
                new Record<>(fact.getFingerprint(), fact, fact.getEvaluatedAt().toEpochMilli());
        if (news.kind().isTransition()) {
            present(context).forward(record, RuleTopology.EVENTS_SINK);
        }
        present(context).forward(news.kind().isEnd() ? tombstone(record) : record, RuleTopology.ALERTS_SINK);
    }

    @SuppressWarnings("NullAway") // Kafka's interfaces are not annotated: null is a tombstone there
    private static Record<String, SpecificRecord> tombstone(Record<String, SpecificRecord> of) {
        return of.withValue(null);
    }

    @Override
    public void close() {
        progress.left(present(context).taskId());
    }
}
