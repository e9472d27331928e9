package dev.bellwether.notification.schedule;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Alerts to be told of; times are seconds after {@link #START}. */
final class Alerts {

    static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private Alerts() {}

    static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    static StandingAlert firing(String name, long firedAt) {
        return alert(name, firedAt, null);
    }

    static StandingAlert resolved(String name, long firedAt, long resolvedAt) {
        return alert(name, firedAt, at(resolvedAt));
    }

    private static StandingAlert alert(String name, long firedAt, @Nullable Instant resolvedAt) {
        return new StandingAlert(
                name,
                Map.of("alertname", name, "service", "checkout", "environment", "prod"),
                Map.of("summary", name + " is high"),
                at(firedAt),
                resolvedAt);
    }
}
