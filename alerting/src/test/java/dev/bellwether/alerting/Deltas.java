package dev.bellwether.alerting;

import dev.bellwether.facts.Exemplar;
import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.Watermark;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Facts that the tests feed in. Times are seconds after {@link #START}. */
final class Deltas {

    static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private static final String SOURCE = "otlp_spans";

    private Deltas() {}

    static Instant at(double second) {
        return START.plusMillis(Math.round(1000 * second));
    }

    static Watermark watermark(int partition, int partitions, double second) {
        return Watermark.newBuilder()
                .setSourceTopic(SOURCE)
                .setSourcePartition(partition)
                .setSourcePartitions(partitions)
                .setLogTime(at(second))
                .build();
    }

    static Watermark excuse(int partition, int partitions, double second) {
        return Watermark.newBuilder(watermark(partition, partitions, second))
                .setExcused(true)
                .build();
    }

    /** Requests of 10 ms each, in the middle of a second. */
    static RedDelta requests(int second, String service, String version, int calls, int errors) {
        return requests(second + 0.5, service, version, calls, errors, Duration.ofMillis(10));
    }

    static RedDelta requests(double second, String service, String version, int calls, int errors, Duration each) {
        long[] nanos = new long[calls];
        Arrays.fill(nanos, each.toNanos());
        OperationDelta operation = OperationDelta.newBuilder()
                .setOperation("GET /")
                .setCalls(calls)
                .setErrors(errors)
                .setDurations(ByteBuffer.wrap(ExponentialHistogram.of(nanos).toBytes()))
                .setSlowest(exemplar(second, 1, each))
                .setError(errors == 0 ? null : exemplar(second, 2, each))
                .build();
        return RedDelta.newBuilder()
                .setEnvironment("prod")
                .setNamespace("shop")
                .setService(service)
                .setVersion(version)
                .setLogTime(at(second))
                .setOperations(List.of(operation))
                .setSourceTopic(SOURCE)
                .setSourcePartition(0)
                .build();
    }

    static String key(RedDelta delta) {
        return ServiceKey.from(delta).toString();
    }

    /** The trace id of the failed request that a delta of this second names. */
    static String failedTrace(double second) {
        return traceId(second, 2);
    }

    private static Exemplar exemplar(double second, int kind, Duration duration) {
        return Exemplar.newBuilder()
                .setTraceId(traceId(second, kind))
                .setSpanId("00000000000000aa")
                .setDurationNanos(duration.toNanos())
                .build();
    }

    private static String traceId(double second, int kind) {
        return String.format(Locale.ROOT, "%024x%08x", kind, Math.round(1000 * second));
    }
}
