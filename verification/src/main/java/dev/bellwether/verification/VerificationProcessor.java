package dev.bellwether.verification;

import static dev.bellwether.processors.runtime.AfterInit.present;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.Watermark;
import dev.bellwether.processors.admission.Admission;
import dev.bellwether.processors.admission.KeyValueAdmissionStore;
import dev.bellwether.processors.runtime.LogProgress;
import dev.bellwether.processors.time.StoredLogClock;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.schemas.Versions;
import dev.bellwether.verification.VerificationMeters.RecordResult;
import dev.bellwether.verification.VerificationMeters.RequestResult;
import dev.bellwether.verification.deployment.DeploymentMachine;
import dev.bellwether.verification.deployment.Outbox;
import java.time.Duration;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Deltas, watermarks and events of one partition in; events and verdicts out.
 *
 * <p>Nothing happens when a delta or an event comes but that it is kept. When the clock advances, all that its time has
 * come for happens in the order of log time, whatever the order in which it came: at the same time first events, then
 * windows, then deadlines. So facts are a function of the log.
 */
final class VerificationProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {

    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final VerificationConfig config;
    private final VerificationMeters meters;
    private final LogProgress progress;
    private final DeploymentMachine machine;

    // Set once in init(), before any record.
    private @Nullable ProcessorContext<String, SpecificRecord> context;
    private @Nullable StoredLogClock clock;
    private @Nullable Admission admission;
    private @Nullable OpenWindows windows;
    private @Nullable PendingEvents events;
    private @Nullable Services services;

    VerificationProcessor(VerificationConfig config, VerificationMeters meters, LogProgress progress) {
        this.config = config;
        this.meters = meters;
        this.progress = progress;
        this.machine = new DeploymentMachine(config.deployments());
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = processorContext;
        clock = new StoredLogClock(processorContext.getStateStore(StoreCatalogue.CLOCK));
        events = new PendingEvents(processorContext.getStateStore(StoreCatalogue.EVENTS));
        services = new Services(processorContext.getStateStore(StoreCatalogue.SERVICES));
        admission = new Admission(
                config.admission(),
                new KeyValueAdmissionStore(processorContext.getStateStore(StoreCatalogue.ADMITTED)));
        windows = new OpenWindows(
                processorContext.getStateStore(StoreCatalogue.WINDOWS),
                config.grace().toMillis(),
                meters);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        if (record.value() instanceof Watermark watermark) {
            meters.record(RecordResult.WATERMARK);
            long before = present(clock).time();
            if (present(clock).observe(watermark)) {
                present(admission).advance(present(clock).time());
                advance(before);
                progress.reached(present(context).taskId(), present(clock).time());
            }
        } else if (record.value() instanceof RedDelta delta) {
            meters.record(add(record.key(), delta));
        } else if (record.value() instanceof DeploymentEvent event) {
            meters.record(keep(record, event));
        } else {
            meters.record(RecordResult.MALFORMED);
        }
    }

    @Override
    public void close() {
        progress.left(present(context).taskId());
    }

    private RecordResult add(@Nullable String key, RedDelta delta) {
        Optional<ServiceKey> service = service(key, delta);
        if (service.isEmpty() || !isSound(delta)) {
            return RecordResult.MALFORMED;
        }
        Admission.Outcome admitted = present(admission)
                .admit(service.get().toString(), delta, present(clock).time());
        if (config.excludes(service.get())) {
            return RecordResult.EXCLUDED;
        }
        if (!admitted.service()) {
            meters.requests(RequestResult.TOO_MANY_SERVICES, OpenWindows.calls(delta));
            return RecordResult.DELTA;
        }
        if (!admitted.version()) {
            meters.otherVersions(OpenWindows.calls(delta));
            delta.setVersion(""); // of the service all the same: it counts for what the service did before a deployment
        }
        present(windows).add(service.get().toString(), delta, present(clock).time());
        return RecordResult.DELTA;
    }

    private RecordResult keep(Record<String, SpecificRecord> record, DeploymentEvent event) {
        if (!event.getDeployment().isEmpty()) {
            return RecordResult.OWN_EVENT; // only this application gives ids, and it is its own reader
        }
        Optional<ServiceKey> service = service(record.key(), event);
        if (service.isEmpty()) {
            return RecordResult.MALFORMED;
        }
        if (config.excludes(service.get())) {
            return RecordResult.EXCLUDED;
        }
        long offset = present(context)
                .recordMetadata()
                .map(metadata -> metadata.offset())
                .orElse(0L);
        present(events).put(new EventKey(record.timestamp(), offset), event);
        advance(present(clock).time());
        return RecordResult.EVENT;
    }

    /**
     * The service that a fact is about; empty where the record's key says something else, and so it is in the wrong
     * place.
     */
    private static Optional<ServiceKey> service(@Nullable String key, SpecificRecord fact) {
        ServiceKey service = ServiceKey.from(fact);
        return service.toString().equals(key) ? Optional.of(service) : Optional.empty();
    }

    private static boolean isSound(RedDelta delta) {
        return delta.getWindowStart().isBefore(delta.getWindowEnd())
                && delta.getWindowStart().toEpochMilli() >= 0
                && delta.getVersion().length() <= Versions.LONGEST
                && delta.getOperations().stream().allMatch(VerificationProcessor::isSound);
    }

    private static boolean isSound(OperationDelta operation) {
        return operation.getErrors() >= 0
                && operation.getErrors() <= operation.getCalls()
                && Double.isFinite(operation.getAdjustedCalls());
    }

    private void advance(long before) {
        long now = present(clock).time();
        while (true) {
            long event = present(events).nextTime();
            long closing = present(windows).nextClosing();
            long deadline = present(services).nextDeadline();
            if (Math.min(event, Math.min(closing, deadline)) > now) {
                break;
            }
            if (event <= Math.min(closing, deadline)) {
                applyEvent(event);
            } else if (closing <= deadline) {
                closeWindows();
            } else {
                passDeadline(deadline);
            }
        }
        if (before > 0 && now / HOUR != before / HOUR) {
            present(services).forget(now - config.deployments().versionMemory().toMillis());
        }
    }

    private void applyEvent(long at) {
        DeploymentEvent event = present(events).poll();
        String service = ServiceKey.from(event).toString();
        present(services).change(service, state -> machine.onEvent(state, event, at, outbox(service, at)));
    }

    private void closeWindows() {
        present(windows)
                .closeNext(
                        present(clock).complete(),
                        (service, window) -> present(services)
                                .change(
                                        service,
                                        state -> machine.onWindow(state, window, outbox(service, window.closedAt()))));
    }

    private void passDeadline(long at) {
        String service = present(services).nextDeadlineService();
        present(services).change(service, state -> machine.onTime(state, at, outbox(service, at)));
    }

    private Outbox outbox(String service, long at) {
        return new Outbox() {
            @Override
            public void event(DeploymentEvent event) {
                meters.event(event);
                present(context).forward(new Record<>(service, event, at), VerificationTopology.DEPLOYMENTS_SINK);
            }

            @Override
            public void verdict(Verdict verdict) {
                meters.verdict(verdict);
                present(context).forward(new Record<>(service, verdict, at), VerificationTopology.VERDICTS_SINK);
            }

            @Override
            public void ignored(Ignored reason) {
                meters.ignored(reason);
            }
        };
    }
}
