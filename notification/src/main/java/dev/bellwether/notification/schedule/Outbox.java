package dev.bellwether.notification.schedule;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one Alertmanager was told, and so what it is to be told next. It holds no queue: what stands is asked for each time, so an Alertmanager
 * that was away is told the present state and nothing that has been overtaken. All times are those of the wall clock. Not thread-safe.
 */
public final class Outbox {

    /** @param at when it was told */
    private record Told(StandingAlert alert, Instant at) {}

    /**
     * What is due.
     *
     * @param batch to be told now: news first
     * @param waiting alerts that are due, those of the batch among them
     * @param expired alerts that are over for so long that this Alertmanager will not hear of it; each is named once
     * @param next when the next alert is due, if nothing changes; empty where none is
     */
    public record Due(List<StandingAlert> batch, int waiting, int expired, Optional<Instant> next) {

        public Due {
            batch = List.copyOf(batch);
        }
    }

    private final Schedule schedule;
    private final int batchSize;
    private final Map<String, Told> told = new HashMap<>();

    /** @param batchSize alerts told at once, at most */
    public Outbox(Schedule schedule, int batchSize) {
        this.schedule = requireNonNull(schedule, "schedule");
        this.batchSize = batchSize;
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize: " + batchSize + " (expected: at least 1)");
        }
    }

    /** @param standing all that stands: what is not in it is forgotten */
    public Due due(List<StandingAlert> standing, Instant now) {
        forgetAllBut(standing);
        List<StandingAlert> news = new ArrayList<>();
        List<StandingAlert> again = new ArrayList<>();
        Optional<Instant> next = Optional.empty();
        int expired = 0;
        for (StandingAlert alert : standing) {
            Told last = told.get(alert.fingerprint());
            if (last == null || !last.alert().saysTheSameAs(alert)) {
                if (schedule.isPast(alert, now) && !believesThatItFires(last, now)) {
                    told.put(alert.fingerprint(), new Told(alert, now));
                    expired++;
                } else {
                    news.add(alert);
                }
            } else if (!schedule.isPast(alert, now)) {
                Instant resendAt = last.at().plus(schedule.resendDelay());
                if (!now.isBefore(resendAt)) {
                    again.add(alert);
                } else {
                    next = Optional.of(earlier(next, resendAt));
                }
            }
        }
        List<StandingAlert> due = Stream.concat(news.stream(), again.stream()).toList();
        return new Due(due.subList(0, Math.min(batchSize, due.size())), due.size(), expired, next);
    }

    /** The Alertmanager has taken these, or will never take them. */
    public void told(List<StandingAlert> batch, Instant at) {
        batch.forEach(alert -> told.put(alert.fingerprint(), new Told(alert, at)));
    }

    private void forgetAllBut(List<StandingAlert> standing) {
        Set<String> fingerprints = new HashSet<>();
        standing.forEach(alert -> fingerprints.add(alert.fingerprint()));
        told.keySet().retainAll(fingerprints);
    }

    private boolean believesThatItFires(@Nullable Told last, Instant now) {
        return last != null && last.alert().fires() && now.isBefore(last.at().plus(schedule.validity()));
    }

    private static Instant earlier(Optional<Instant> one, Instant other) {
        return one.filter(time -> time.isBefore(other)).orElse(other);
    }
}
