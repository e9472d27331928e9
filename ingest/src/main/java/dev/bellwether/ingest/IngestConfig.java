package dev.bellwether.ingest;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How ingest listens and where it stops.
 *
 * @param bindAddress address or host name to listen on; loopback unless told otherwise
 * @param grpcPort port of OTLP/gRPC; 0 takes a free one
 * @param httpPort port of OTLP/HTTP; 0 takes a free one
 * @param limits how much is taken
 * @param retryAfter what a client is told to wait before it tries again
 * @param receiveTimeout how long a request may take to arrive
 * @param acknowledgeTimeout how long a client waits for its answer once its request is here
 * @param closeTimeout how long {@link IngestServer#close} waits for requests on the way, and again for the broker
 */
public record IngestConfig(
        String bindAddress,
        int grpcPort,
        int httpPort,
        IngestLimits limits,
        Duration retryAfter,
        Duration receiveTimeout,
        Duration acknowledgeTimeout,
        Duration closeTimeout) {

    private static final int MAX_PORT = 65_535;

    /** The ports and limits that OTLP recommends, on loopback. */
    public static final IngestConfig DEFAULT = new IngestConfig(
            "127.0.0.1",
            4317,
            4318,
            IngestLimits.DEFAULT,
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2));

    public IngestConfig {
        requireNonNull(bindAddress, "bindAddress");
        requirePort("grpcPort", grpcPort);
        requirePort("httpPort", httpPort);
        requireNonNull(limits, "limits");
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
                bindAddress, grpcPort, httpPort, limits, retryAfter, receiveTimeout, acknowledgeTimeout, closeTimeout);
    }

    public IngestConfig withBindAddress(String bindAddress) {
        return new IngestConfig(
                bindAddress, grpcPort, httpPort, limits, retryAfter, receiveTimeout, acknowledgeTimeout, closeTimeout);
    }

    /** The same with other limits. */
    public IngestConfig withLimits(IngestLimits limits) {
        return new IngestConfig(
                bindAddress, grpcPort, httpPort, limits, retryAfter, receiveTimeout, acknowledgeTimeout, closeTimeout);
    }

    /** The same with other times; see the components of their names. */
    public IngestConfig withTimes(
            Duration retryAfter, Duration receiveTimeout, Duration acknowledgeTimeout, Duration closeTimeout) {
        return new IngestConfig(
                bindAddress, grpcPort, httpPort, limits, retryAfter, receiveTimeout, acknowledgeTimeout, closeTimeout);
    }

    private static void requirePort(String name, int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(name + ": " + port + " (expected: 0.." + MAX_PORT + ")");
        }
    }

    private static void requirePositive(String name, Duration value) {
        requireNonNull(value, name);
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than zero)");
        }
    }
}
