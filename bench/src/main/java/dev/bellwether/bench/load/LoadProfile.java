package dev.bellwether.bench.load;

import static java.util.Objects.requireNonNull;

import dev.bellwether.telemetry.otlp.Signal;

/**
 * What is generated. The same profile always gives the same requests, but for their times.
 *
 * @param shape whose telemetry a request holds
 * @param services how many there are; each has as much traffic as every other
 * @param operations of each service
 * @param versions of each service, side by side
 * @param batch items of a request: spans, data points or log records
 * @param errorRatio share of spans with status ERROR, and of log records of that severity
 * @param latency how long spans take
 * @param seed decides all that is random
 */
public record LoadProfile(
        Signal signal,
        Shape shape,
        int services,
        int operations,
        int versions,
        int batch,
        double errorRatio,
        Latency latency,
        long seed) {

    public static final LoadProfile DEFAULT =
            new LoadProfile(Signal.TRACES, Shape.SDK, 10, 10, 1, 500, 0.01, Latency.DEFAULT, 1);

    /** Resources of all of them are kept in memory. */
    private static final int MAX_SERVICES_AND_VERSIONS = 100_000;

    /** A request is made in one piece. */
    private static final int MAX_BATCH = 50_000;

    private static final int MAX_OPERATIONS = 100_000;

    public LoadProfile {
        requireNonNull(signal, "signal");
        requireNonNull(shape, "shape");
        requireNonNull(latency, "latency");
        within("services", services, MAX_SERVICES_AND_VERSIONS);
        within("operations", operations, MAX_OPERATIONS);
        within("versions", versions, MAX_SERVICES_AND_VERSIONS / services);
        within("batch", batch, MAX_BATCH);
        if (!(errorRatio >= 0 && errorRatio <= 1)) {
            throw new IllegalArgumentException("errors: " + errorRatio + " (expected: 0 to 1)");
        }
    }

    private static void within(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 to " + most + ")");
        }
    }

    public LoadProfile withServices(int newServices) {
        return new LoadProfile(signal, shape, newServices, operations, versions, batch, errorRatio, latency, seed);
    }

    public LoadProfile withOperations(int newOperations) {
        return new LoadProfile(signal, shape, services, newOperations, versions, batch, errorRatio, latency, seed);
    }

    public LoadProfile withBatch(int newBatch) {
        return new LoadProfile(signal, shape, services, operations, versions, newBatch, errorRatio, latency, seed);
    }

    public LoadProfile withSignal(Signal newSignal) {
        return new LoadProfile(newSignal, shape, services, operations, versions, batch, errorRatio, latency, seed);
    }

    public LoadProfile withShape(Shape newShape) {
        return new LoadProfile(signal, newShape, services, operations, versions, batch, errorRatio, latency, seed);
    }

    public LoadProfile withErrorRatio(double newErrorRatio) {
        return new LoadProfile(signal, shape, services, operations, versions, batch, newErrorRatio, latency, seed);
    }

    /** Services of which a request holds items: those of its shape, where there are as many services and items. */
    public int servicesOfARequest() {
        return Math.min(shape.servicesOfARequest(), Math.min(services, batch));
    }

    /** Operations of all services together. */
    public long operationsInAll() {
        return (long) services * operations;
    }
}
