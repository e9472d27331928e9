package dev.bellwether.notification.schedule;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert as an Alertmanager is told of it.
 *
 * @param endsAt when it was resolved; of one that fires, until when that is to be believed
 * @param generator where people find more; null where nobody said
 */
public record OutgoingAlert(
        Map<String, String> labels,
        Map<String, String> annotations,
        Instant startsAt,
        Instant endsAt,
        @Nullable URI generator) {

    public OutgoingAlert {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        requireNonNull(startsAt, "startsAt");
        requireNonNull(endsAt, "endsAt");
    }
}
