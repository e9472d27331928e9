package dev.bellwether.processors.red;

import dev.bellwether.facts.Completeness;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import java.time.Instant;

/** Windows as others read them: with the names of what they are about, and with quantiles. */
final class WindowFacts {

    private static final double NANOS_PER_MILLI = 1e6;

    private WindowFacts() {}

    static RedWindow of(WindowKey key, WindowState window, Completeness completeness) {
        ServiceKey service = ServiceKey.parse(key.serviceKey());
        Red red = window.red();
        ExponentialHistogram durations = Red.histogram(red.durations());
        return RedWindow.newBuilder()
                .setEnvironment(service.environment())
                .setNamespace(service.namespace())
                .setService(service.name())
                .setVersion(key.version())
                .setOperation(key.operation())
                .setWindowStart(Instant.ofEpochMilli(key.windowStart()))
                .setWindowEnd(Instant.ofEpochMilli(window.end()))
                .setRevision(window.revision())
                .setClosedAt(Instant.ofEpochMilli(window.closedAt()))
                .setCompleteness(completeness)
                .setCalls(red.calls())
                .setErrors(red.errors())
                .setAdjustedCalls(red.adjustedCalls())
                .setAdjustedErrors(red.adjustedErrors())
                .setDurations(red.durations().duplicate())
                .setP50Millis(durations.quantile(0.50) / NANOS_PER_MILLI)
                .setP90Millis(durations.quantile(0.90) / NANOS_PER_MILLI)
                .setP95Millis(durations.quantile(0.95) / NANOS_PER_MILLI)
                .setP99Millis(durations.quantile(0.99) / NANOS_PER_MILLI)
                .setSlowest(red.slowest())
                .setError(red.error())
                .build();
    }
}
