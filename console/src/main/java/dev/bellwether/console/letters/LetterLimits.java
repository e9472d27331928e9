package dev.bellwether.console.letters;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How far questions about dead letters go.
 *
 * @param maxLetters held for one answer, the newest ones; and of marks of those written back
 * @param maxReplays how often a record is written back without force
 * @param patience how long reading may take for one question
 * @param brokerPatience how long the broker may take to store a record that is written back
 */
public record LetterLimits(int maxLetters, int maxReplays, Duration patience, Duration brokerPatience) {

    public static final LetterLimits STANDARD =
            new LetterLimits(10_000, 3, Duration.ofSeconds(50), Duration.ofSeconds(10));

    public LetterLimits {
        requireNonNull(patience, "patience");
        requireNonNull(brokerPatience, "brokerPatience");
        requirePositive("maxLetters", maxLetters);
        requirePositive("maxReplays", maxReplays);
        requirePositive("patience", patience.toMillis());
        requirePositive("brokerPatience", brokerPatience.toMillis());
    }

    public LetterLimits withBrokerPatience(Duration brokerPatience) {
        return new LetterLimits(maxLetters, maxReplays, patience, brokerPatience);
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than 0)");
        }
    }
}
