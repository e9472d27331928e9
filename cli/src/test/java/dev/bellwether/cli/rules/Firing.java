package dev.bellwether.cli.rules;

import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A time in which an alert fired.
 *
 * @param name with the labels that tell alerts of one rule apart
 * @param from the first evaluation that found it firing
 * @param to the first that did not; {@link Instant#MAX} where it fires still
 */
record Firing(String name, Instant from, Instant to) {

    /** Of events, in the order of time. */
    static List<Firing> of(List<Alert> events) {
        Map<String, Instant> open = new TreeMap<>();
        List<Firing> firings = new ArrayList<>();
        for (Alert event : events) {
            String name = name(event.getLabels());
            if (event.getState() == AlertState.FIRING) {
                open.put(name, event.getEvaluatedAt());
            } else if (open.containsKey(name)) {
                firings.add(new Firing(name, open.remove(name), event.getEvaluatedAt()));
            }
        }
        open.forEach((name, from) -> firings.add(new Firing(name, from, Instant.MAX)));
        return firings;
    }

    /** Of samples of {@code ALERTS} that say that an alert fires, by the times of the evaluations. */
    static List<Firing> of(Map<String, List<Instant>> evaluations, Duration interval) {
        List<Firing> firings = new ArrayList<>();
        Duration gap = interval.multipliedBy(3).dividedBy(2);
        evaluations.forEach((name, times) -> {
            Instant from = times.get(0);
            for (int i = 1; i <= times.size(); i++) {
                Instant last = times.get(i - 1);
                if (i == times.size() || Duration.between(last, times.get(i)).compareTo(gap) > 0) {
                    firings.add(new Firing(name, from, last.plus(interval)));
                    from = i < times.size() ? times.get(i) : from;
                }
            }
        });
        return firings;
    }

    static String name(Map<String, String> labels) {
        return labels.get("alertname") + "/" + labels.getOrDefault("part", "");
    }

    /** Whether both begin and end at the same time, but for so much. */
    boolean agreesWith(Firing other, Duration tolerance) {
        return name.equals(other.name) && near(from, other.from, tolerance) && near(to, other.to, tolerance);
    }

    private static boolean near(Instant one, Instant other, Duration tolerance) {
        return Duration.between(one, other).abs().compareTo(tolerance) <= 0;
    }
}
