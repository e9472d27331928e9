package dev.bellwether.console;

import static java.util.Objects.requireNonNull;

import dev.bellwether.console.letters.LetterLimits;
import dev.bellwether.console.view.ViewLimits;
import java.time.Duration;

/**
 * How the console listens, and how much of everything it allows.
 *
 * @param host address to listen on; setting {@code bind-address}
 * @param port port to listen on, 0 for a free one; setting {@code console.http-port}
 * @param maxTails tails that may be open at a time, each with a Kafka consumer
 * @param maxWaits questions that may wait for their answer at a time; those beyond wait a second at most
 * @param brokerPatience how long the broker may take to store an announcement
 * @param startPatience how long an announcement waits for its deployment to start before it is answered
 * @param limits how much the views hold
 * @param letters how far questions about dead letters go
 */
public record ConsoleConfig(
        String host,
        int port,
        int maxTails,
        int maxWaits,
        Duration brokerPatience,
        Duration startPatience,
        ViewLimits limits,
        LetterLimits letters) {

    /** Loopback, port 8080. */
    public static final ConsoleConfig STANDARD = new ConsoleConfig(
            "127.0.0.1",
            8080,
            16,
            1_000,
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            ViewLimits.STANDARD,
            LetterLimits.STANDARD);

    public ConsoleConfig {
        requireNonNull(host, "host");
        requireNonNull(limits, "limits");
        requireNonNull(letters, "letters");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0..65535)");
        }
        requirePositive(maxTails, "maxTails");
        requirePositive(maxWaits, "maxWaits");
        requirePositive(brokerPatience.toMillis(), "brokerPatience");
        requirePositive(startPatience.toMillis(), "startPatience");
    }

    private static void requirePositive(long value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than 0)");
        }
    }

    public ConsoleConfig withHost(String host) {
        return new ConsoleConfig(host, port, maxTails, maxWaits, brokerPatience, startPatience, limits, letters);
    }

    public ConsoleConfig withPort(int port) {
        return new ConsoleConfig(host, port, maxTails, maxWaits, brokerPatience, startPatience, limits, letters);
    }

    public ConsoleConfig withMaxTails(int maxTails) {
        return new ConsoleConfig(host, port, maxTails, maxWaits, brokerPatience, startPatience, limits, letters);
    }

    public ConsoleConfig withBrokerPatience(Duration brokerPatience) {
        return new ConsoleConfig(host, port, maxTails, maxWaits, brokerPatience, startPatience, limits, letters);
    }

    public ConsoleConfig withStartPatience(Duration startPatience) {
        return new ConsoleConfig(host, port, maxTails, maxWaits, brokerPatience, startPatience, limits, letters);
    }

    public ConsoleConfig withLetters(LetterLimits letters) {
        return new ConsoleConfig(host, port, maxTails, maxWaits, brokerPatience, startPatience, limits, letters);
    }
}
