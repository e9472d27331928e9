package dev.bellwether.embedded.registry;

import static java.util.Objects.requireNonNull;

import dev.bellwether.schemas.registry.CompatibilityLevel;
import java.time.Duration;

/**
 * How to run a {@link RegistryServer}.
 *
 * @param port where it listens, on loopback; 0 takes a free one
 * @param topic where the schemas are kept; made with one partition, compacted, where it is missing
 * @param defaultLevel the compatibility that holds until somebody sets another
 * @param maxRequestBytes larger requests are refused with status 413; at most half of a Kafka record
 * @param writeTimeout how long a change may take to reach the topic and come back before the client gets an error
 */
public record RegistryConfig(
        int port, String topic, CompatibilityLevel defaultLevel, int maxRequestBytes, Duration writeTimeout) {

    private static final RegistryConfig DEFAULTS =
            new RegistryConfig(0, "_schemas", CompatibilityLevel.FULL_TRANSITIVE, 400 * 1024, Duration.ofSeconds(5));

    public RegistryConfig {
        requireNonNull(topic, "topic");
        requireNonNull(defaultLevel, "defaultLevel");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0..65535)");
        }
        if (maxRequestBytes < 1024 || maxRequestBytes > 500 * 1024) {
            throw new IllegalArgumentException("maxRequestBytes: " + maxRequestBytes + " (expected: 1024..512000)");
        }
        if (writeTimeout.isNegative() || writeTimeout.isZero()) {
            throw new IllegalArgumentException("writeTimeout: " + writeTimeout + " (expected: more than zero)");
        }
    }

    /** On a free port, over {@code _schemas}, FULL_TRANSITIVE. */
    public static RegistryConfig defaults() {
        return DEFAULTS;
    }

    public RegistryConfig withPort(int port) {
        return new RegistryConfig(port, topic, defaultLevel, maxRequestBytes, writeTimeout);
    }

    public RegistryConfig withTopic(String topic) {
        return new RegistryConfig(port, topic, defaultLevel, maxRequestBytes, writeTimeout);
    }

    public RegistryConfig withDefaultLevel(CompatibilityLevel level) {
        return new RegistryConfig(port, topic, level, maxRequestBytes, writeTimeout);
    }
}
