package dev.bellwether.alerting;

import static dev.bellwether.processors.runtime.AfterInit.present;

import dev.bellwether.alerting.AlertingMeters.CallsResult;
import dev.bellwether.alerting.lifecycle.AlertEvaluator;
import dev.bellwether.alerting.lifecycle.AlertListener;
import dev.bellwether.alerting.lifecycle.AlertPhase;
import dev.bellwether.alerting.lifecycle.AlertRule;
import dev.bellwether.alerting.lifecycle.Lifecycle;
import dev.bellwether.alerting.lifecycle.Slot;
import dev.bellwether.alerting.lifecycle.TrackedAlert;
import dev.bellwether.alerting.lifecycle.Transition;
import dev.bellwether.alerting.signal.Bucket;
import dev.bellwether.alerting.signal.GoldenSignals;
import dev.bellwether.alerting.signal.Traffic;
import dev.bellwether.alerting.signal.TrafficLimits;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.Watermark;
import dev.bellwether.observation.log.LimitedWarning;
import dev.bellwether.processors.admission.Admission;
import dev.bellwether.processors.admission.KeyValueAdmissionStore;
import dev.bellwether.processors.runtime.LogProgress;
import dev.bellwether.processors.runtime.PoisonRecordException;
import dev.bellwether.processors.time.StoredLogClock;
import dev.bellwether.schemas.ServiceKey;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deltas and watermarks of one partition of {@code red-deltas} in; alerts out. Deltas are put where their log time says; each
 * watermark that moves log time lets the slots be evaluated that it has passed, in order.
 */
final class AlertingProcessor implements Processor<String, SpecificRecord, String, Alert> {

    private static final Logger log = LoggerFactory.getLogger(AlertingProcessor.class);

    private static final long MILLIS_PER_SECOND = 1000;

    /**
     * How much work one record may cause, in units of about a tenth of a microsecond: a few tenths of a second. After a long
     * pause the slots that are due are worked off record by record, so that no transaction takes longer than it may.
     */
    private static final long WORK_PER_RECORD = 2_000_000;

    private static final int WORK_PER_SLOT = 20;
    private static final long WORK_PER_ALERT = 100;
    private static final long WORK_PER_BUCKET = 70;

    private final AlertingConfig config;
    private final AlertingMeters meters;
    private final LogProgress progress;
    private final LimitedWarning notEvaluated = new LimitedWarning(log);
    private final DeltaReader reader = new DeltaReader();

    // Set once in init(), before any record.
    private @Nullable TaskId task;
    private @Nullable StoredLogClock clock;
    private @Nullable Admission admission;
    private @Nullable Traffic traffic;
    private @Nullable AlertEvaluator evaluator;

    AlertingProcessor(AlertingConfig config, AlertingMeters meters, LogProgress progress) {
        this.config = config;
        this.meters = meters;
        this.progress = progress;
    }

    @Override
    public void init(ProcessorContext<String, Alert> processorContext) {
        task = processorContext.taskId();
        clock = new StoredLogClock(processorContext.getStateStore(StoreCatalogue.CLOCK));
        admission = new Admission(
                config.admission(),
                new KeyValueAdmissionStore(processorContext.getStateStore(StoreCatalogue.ADMITTED)));
        traffic = new Traffic(
                new TrafficLimits(
                        config.range().toSeconds(), config.latency().limit(), config.noTraffic(), config.longestStep()),
                new KeyValueTrafficStore(
                        processorContext.getStateStore(StoreCatalogue.BUCKETS),
                        processorContext.getStateStore(StoreCatalogue.HISTORIES),
                        processorContext.getStateStore(StoreCatalogue.PROGRESS)));
        evaluator = new AlertEvaluator(
                GoldenSignals.rules(
                        traffic, config.errorRatio(), config.latency(), config.noTraffic(), config.minRequests()),
                new Lifecycle(config.resolvedRetention(), config.refresh()),
                new KeyValueAlertStore(processorContext.getStateStore(StoreCatalogue.ALERTS)),
                new Teller(processorContext));
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        SpecificRecord value = record.value();
        if (value instanceof Watermark watermark) {
            observe(watermark);
        } else if (value instanceof RedDelta delta) {
            add(record.key(), delta);
        } else {
            throw new PoisonRecordException("neither a delta nor a watermark");
        }
        evaluateDue();
    }

    private void observe(Watermark watermark) {
        boolean ticking = present(clock).started();
        long before = present(clock).time();
        if (!present(clock).observe(watermark)) {
            return;
        }
        present(admission).advance(present(clock).time());
        if (ticking) {
            present(traffic).timeWent(second(before), second(present(clock).time()));
        }
    }

    private void add(@Nullable String key, RedDelta delta) {
        ServiceKey service = reader.service(key);
        Bucket bucket = reader.bucket(delta);
        meters.calls(count(service, delta, bucket), bucket.calls());
    }

    private CallsResult count(ServiceKey service, RedDelta delta, Bucket bucket) {
        String name = service.toString();
        Admission.Outcome admitted =
                present(admission).admitVersion(name, delta, present(clock).time());
        if (config.excludedServices().contains(name)
                || config.excludedServices().contains(service.name())) {
            return CallsResult.EXCLUDED;
        }
        if (!admitted.service()) {
            return CallsResult.TOO_MANY_SERVICES;
        }
        String version = admitted.version() ? delta.getVersion() : "";
        if (!present(traffic).add(name, version, second(delta.getLogTime().toEpochMilli()), bucket)) {
            return CallsResult.LATE;
        }
        return admitted.version() ? CallsResult.COUNTED : CallsResult.COUNTED_WITHOUT_VERSION;
    }

    private void evaluateDue() {
        if (!present(clock).started()) {
            return;
        }
        long due = second(present(clock).time() - config.evaluationDelay().toMillis());
        Traffic range = present(traffic);
        AlertEvaluator alerts = present(evaluator);
        range.start(due);
        long work = WORK_PER_RECORD;
        while (range.slot() < due && work > 0) {
            if (alerts.size() == 0) {
                range.skipQuiet(due);
            }
            if (range.slot() < due) {
                int moved = range.advance();
                alerts.evaluate(new Slot(
                        Instant.ofEpochSecond(range.slot()), present(clock).complete()));
                meters.slot();
                work -= WORK_PER_SLOT + range.size() + WORK_PER_BUCKET * moved + WORK_PER_ALERT * alerts.size();
            }
        }
        progress.reached(present(task), range.slot() * MILLIS_PER_SECOND);
    }

    @Override
    public void close() {
        progress.left(present(task));
    }

    private static long second(long millis) {
        return Math.floorDiv(millis, MILLIS_PER_SECOND);
    }

    /** Puts on the topics what became of alerts, each record at the log time of its slot. */
    private final class Teller implements AlertListener {

        private final ProcessorContext<String, Alert> to;

        private Teller(ProcessorContext<String, Alert> to) {
            this.to = to;
        }

        @Override
        public void transition(Transition transition) {
            TrackedAlert alert = transition.alert();
            meters.transition(alert.phase());
            Record<String, Alert> record = record(alert, alert.evaluatedAt());
            to.forward(record, AlertingTopology.EVENTS_SINK);
            if (alert.phase() == AlertPhase.INACTIVE) {
                to.forward(tombstone(record), AlertingTopology.ALERTS_SINK);
            } else {
                to.forward(record, AlertingTopology.ALERTS_SINK);
            }
        }

        @Override
        public void refreshed(TrackedAlert alert) {
            to.forward(record(alert, alert.evaluatedAt()), AlertingTopology.ALERTS_SINK);
        }

        @Override
        public void forgotten(TrackedAlert alert) {
            Instant slot = Instant.ofEpochSecond(present(traffic).slot());
            to.forward(tombstone(record(alert, slot)), AlertingTopology.ALERTS_SINK);
        }

        @Override
        public void failed(AlertRule rule, String reason) {
            meters.failure();
            notEvaluated.warn(
                    "{}: not evaluated at {}: {}", rule.name(), present(traffic).slot(), reason);
        }

        private Record<String, Alert> record(TrackedAlert alert, Instant at) {
            return new Record<>(alert.finding().fingerprint().toString(), AlertFacts.fact(alert), at.toEpochMilli());
        }

        @SuppressWarnings("NullAway") // Kafka's interfaces are not annotated: null is a tombstone there
        private Record<String, Alert> tombstone(Record<String, Alert> of) {
            return of.withValue(null);
        }
    }
}
