package dev.bellwether.ingest;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How ingest listens and where it stops.
 *
 * @param bindAddress address or host name to listen on; loopback unless told otherwise
 * @param grpcPort port of OTLP/gRPC; 0 takes a free one
 * @param httpPort port of OTLP/HTTP; 0 takes a free one
 * @param maxRequestBytes largest request, as it comes and after decompression
 * @param maxRecordBytes largest value of a record; larger requests are split
 * @param maxInFlightBytes bytes of requests, decompressed, from their arrival until the broker has acknowledged them, all together. What
 *     the process holds for them is up to three times as much, since a request is copied as it is put together, split and sent
 * @param maxDepth messages within each other in one request
 * @param retryAfter what a client is told to wait before it tries again
 * @param receiveTimeout how long a request may take to arrive
 * @param acknowledgeTimeout how long a client waits for its answer once its request is here
 * @param closeTimeout how long {@link IngestServer#close} waits for requests on the way, and again for the broker
 */
public record IngestConfig(
        String bindAddress,
        int grpcPort,
        int httpPort,
        int maxRequestBytes,
        int maxRecordBytes,
        long maxInFlightBytes,
        int maxDepth,
        Duration retryAfter,
        Duration receiveTimeout,
        Duration acknowledgeTimeout,
        Duration closeTimeout) {

    private static final int MIB = 1024 * 1024;
    private static final int MAX_PORT = 65_535;

    /** The ports and limits that OTLP recommends, on loopback. */
    public static final IngestConfig DEFAULT = new IngestConfig(
            "127.0.0.1",
            4317,
            4318,
            64 * MIB,
            900_000,
            64L * MIB,
            100,
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2));

    public IngestConfig {
        requireNonNull(bindAddress, "bindAddress");
        requirePort("grpcPort", grpcPort);
        requirePort("httpPort", httpPort);
        requireRange("maxRequestBytes", maxRequestBytes, 1, Integer.MAX_VALUE / 2);
        requireRange("maxRecordBytes", maxRecordBytes, 1, Integer.MAX_VALUE / 2);
        requireRange("maxInFlightBytes", maxInFlightBytes, maxRequestBytes, Long.MAX_VALUE / 2);
        requireRange("maxDepth", maxDepth, 1, 10_000);
        requirePositive("retryAfter", retryAfter);
        requirePositive("receiveTimeout", receiveTimeout);
        requirePositive("acknowledgeTimeout", acknowledgeTimeout);
        requirePositive("closeTimeout", closeTimeout);
    }

    /** The same on free ports. */
    public IngestConfig withFreePorts() {
        return withPorts(0, 0);
    }

    public IngestConfig withPorts(int grpcPort, int httpPort) {
        return new IngestConfig(
                bindAddress,
                grpcPort,
                httpPort,
                maxRequestBytes,
                maxRecordBytes,
                maxInFlightBytes,
                maxDepth,
                retryAfter,
                receiveTimeout,
                acknowledgeTimeout,
                closeTimeout);
    }

    public IngestConfig withBindAddress(String bindAddress) {
        return new IngestConfig(
                bindAddress,
                grpcPort,
                httpPort,
                maxRequestBytes,
                maxRecordBytes,
                maxInFlightBytes,
                maxDepth,
                retryAfter,
                receiveTimeout,
                acknowledgeTimeout,
                closeTimeout);
    }

    /** The same with other limits; see the components of their names. */
    public IngestConfig withLimits(int maxRequestBytes, int maxRecordBytes, long maxInFlightBytes, int maxDepth) {
        return new IngestConfig(
                bindAddress,
                grpcPort,
                httpPort,
                maxRequestBytes,
                maxRecordBytes,
                maxInFlightBytes,
                maxDepth,
                retryAfter,
                receiveTimeout,
                acknowledgeTimeout,
                closeTimeout);
    }

    /** The same with other times; see the components of their names. */
    public IngestConfig withTimes(
            Duration retryAfter, Duration receiveTimeout, Duration acknowledgeTimeout, Duration closeTimeout) {
        return new IngestConfig(
                bindAddress,
                grpcPort,
                httpPort,
                maxRequestBytes,
                maxRecordBytes,
                maxInFlightBytes,
                maxDepth,
                retryAfter,
                receiveTimeout,
                acknowledgeTimeout,
                closeTimeout);
    }

    private static void requirePort(String name, int port) {
        requireRange(name, port, 0, MAX_PORT);
    }

    private static void requireRange(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + min + ".." + max + ")");
        }
    }

    private static void requirePositive(String name, Duration value) {
        requireNonNull(value, name);
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than zero)");
        }
    }
}
