package dev.bellwether.verification;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.DeploymentSource;
import dev.bellwether.facts.Exemplar;
import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.Watermark;
import dev.bellwether.schemas.ServiceKey;
import java.time.Instant;
import java.util.List;

/** Records that the application reads. Times are milliseconds. */
final class Records {

    static final long WINDOW = 5_000;

    private Records() {}

    static ServiceKey service(String name) {
        return new ServiceKey("prod", "shop", name);
    }

    /** Requests of one operation, that happened at {@code eventTime} and were reported at {@code logTime}. */
    static RedDelta delta(String service, String version, long eventTime, long logTime, long calls, long errors) {
        return delta(service, version, eventTime, logTime, "GET /", calls, errors, calls);
    }

    static RedDelta delta(
            String service,
            String version,
            long eventTime,
            long logTime,
            String operation,
            long calls,
            long errors,
            double adjusted) {
        long start = Math.floorDiv(eventTime, WINDOW) * WINDOW;
        OperationDelta.Builder counts = OperationDelta.newBuilder()
                .setOperation(operation)
                .setCalls(calls)
                .setErrors(errors)
                .setAdjustedCalls(adjusted)
                .setAdjustedErrors(errors);
        if (errors > 0) {
            counts.setError(Exemplar.newBuilder()
                    .setTraceId(String.format("%032x", eventTime * 31 + version.hashCode()))
                    .build());
        }
        return RedDelta.newBuilder()
                .setEnvironment("prod")
                .setNamespace("shop")
                .setService(service)
                .setVersion(version)
                .setWindowStart(Instant.ofEpochMilli(start))
                .setWindowEnd(Instant.ofEpochMilli(start + WINDOW))
                .setOperations(List.of(counts.build()))
                .setLogTime(Instant.ofEpochMilli(logTime))
                .build();
    }

    static Watermark watermark(int partition, int partitions, long logTime) {
        return Watermark.newBuilder()
                .setSourceTopic("otlp_spans")
                .setSourcePartition(partition)
                .setSourcePartitions(partitions)
                .setLogTime(Instant.ofEpochMilli(logTime))
                .build();
    }

    /** A source that stands still and is not waited for. */
    static Watermark excuse(int partition, int partitions, long logTime) {
        Watermark watermark = watermark(partition, partitions, logTime);
        watermark.setExcused(true);
        return watermark;
    }

    static DeploymentEvent event(String service, String version, DeploymentPhase phase) {
        return DeploymentEvent.newBuilder()
                .setEnvironment("prod")
                .setNamespace("shop")
                .setService(service)
                .setVersion(version)
                .setPhase(phase)
                .setSource(DeploymentSource.COMMAND)
                .build();
    }
}
