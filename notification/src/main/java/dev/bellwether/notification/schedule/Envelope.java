package dev.bellwether.notification.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is put around an alert when it is sent, and is no part of the fact.
 *
 * @param externalLabels added where an alert has no such label
 * @param console under which URL people reach the console; null where nobody said
 */
public record Envelope(
        Schedule schedule,
        Map<String, String> externalLabels,
        @Nullable URI console) {

    /** Labels by which the console finds the alerts of a service. */
    private static final List<String> FILTERS = List.of("service", "environment", "namespace");

    public Envelope {
        requireNonNull(schedule, "schedule");
        externalLabels = Map.copyOf(externalLabels);
    }

    /** @param now by the wall clock */
    public OutgoingAlert around(StandingAlert alert, Instant now) {
        Map<String, String> labels = new HashMap<>(externalLabels);
        labels.putAll(alert.labels());
        return new OutgoingAlert(
                labels, alert.annotations(), alert.firedAt(), schedule.endsAt(alert, now), generator(alert.labels()));
    }

    private @Nullable URI generator(Map<String, String> labels) {
        if (console == null) {
            return null;
        }
        String query = FILTERS.stream()
                .filter(labels::containsKey)
                .map(name -> name + "=" + URLEncoder.encode(labels.getOrDefault(name, ""), UTF_8))
                .collect(Collectors.joining("&"));
        String base = console.toString().replaceAll("/+$", "") + "/v1/alerts";
        return URI.create(query.isEmpty() ? base : base + "?" + query);
    }
}
