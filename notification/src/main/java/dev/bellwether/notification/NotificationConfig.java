package dev.bellwether.notification;

import static java.util.Objects.requireNonNull;

import dev.bellwether.notification.schedule.Envelope;
import dev.bellwether.notification.schedule.Schedule;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of alerts, and how.
 *
 * @param alertmanagers their URLs; empty where nobody is told
 * @param externalLabels put on alerts that have no such label, when they are sent
 * @param console under which URL people reach the console; null where nobody said
 * @param schedule when alerts are told, and again
 * @param maxAlerts alerts held at most, and so what may wait for an Alertmanager
 * @param batchSize alerts in one request, at most
 * @param longestPause between attempts to tell an Alertmanager that takes nothing
 */
public record NotificationConfig(
        List<URI> alertmanagers,
        Map<String, String> externalLabels,
        @Nullable URI console,
        Schedule schedule,
        int maxAlerts,
        int batchSize,
        Duration longestPause) {

    /** Nobody is told. */
    public static final NotificationConfig DEFAULT = new NotificationConfig(
            List.of(),
            Map.of(),
            null,
            new Schedule(Duration.ofMinutes(1), Duration.ofMinutes(15)),
            10_000,
            64,
            Duration.ofSeconds(30));

    private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    public NotificationConfig {
        alertmanagers = List.copyOf(alertmanagers);
        externalLabels = Map.copyOf(externalLabels);
        requireNonNull(schedule, "schedule");
        requireNonNull(longestPause, "longestPause");
        for (String name : externalLabels.keySet()) {
            if (!LABEL_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "external label: " + name + " (expected: letters, digits and underscores, no digit first)");
            }
        }
    }

    Envelope envelope() {
        return new Envelope(schedule, externalLabels, console);
    }
}
