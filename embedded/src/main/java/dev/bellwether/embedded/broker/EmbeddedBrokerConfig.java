package dev.bellwether.embedded.broker;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How to run an {@link EmbeddedBroker}.
 *
 * @param folder where its data is kept; made where it is missing, used again where it is there
 * @param port where clients connect, on loopback; 0 takes a free one, which may differ at each start
 * @param stopTimeout how long {@link EmbeddedBroker#close} may take before it leaves the rest to the end of the process
 * @param settings Kafka broker settings that replace those of {@link BrokerSettings}; for tests and experiments
 */
public record EmbeddedBrokerConfig(Path folder, int port, Duration stopTimeout, Map<String, String> settings) {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(6);

    public EmbeddedBrokerConfig {
        requireNonNull(folder, "folder");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0..65535)");
        }
        if (stopTimeout.isNegative() || stopTimeout.isZero()) {
            throw new IllegalArgumentException("stopTimeout: " + stopTimeout + " (expected: more than zero)");
        }
        settings = Map.copyOf(settings);
    }

    /** On a free port. */
    public static EmbeddedBrokerConfig in(Path folder) {
        return new EmbeddedBrokerConfig(folder, 0, STOP_TIMEOUT, Map.of());
    }

    public EmbeddedBrokerConfig withPort(int port) {
        return new EmbeddedBrokerConfig(folder, port, stopTimeout, settings);
    }

    public EmbeddedBrokerConfig withStopTimeout(Duration stopTimeout) {
        return new EmbeddedBrokerConfig(folder, port, stopTimeout, settings);
    }

    public EmbeddedBrokerConfig withSettings(Map<String, String> settings) {
        return new EmbeddedBrokerConfig(folder, port, stopTimeout, settings);
    }
}
