package dev.bellwether.alerting.signal;

import java.time.Duration;

/** What the configuration of signals has in common. */
final class SignalChecks {

    private SignalChecks() {}

    static void notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: >= 0)");
        }
    }

    static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }

    static void wholeSeconds(String name, Duration value) {
        positive(name, value);
        if (!value.equals(Duration.ofSeconds(value.toSeconds()))) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: whole seconds)");
        }
    }

    static void severity(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("severity: blank (expected: for example \"critical\")");
        }
    }
}
