package dev.bellwether.notification.feed;

import dev.bellwether.notification.schedule.StandingAlerts;
import dev.bellwether.observation.meter.Catalogue.Notification;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Counts of what is read of the topic of alerts. */
final class FeedMeters {

    private final Counter read;
    private final Counter undecodable;
    private final Counter failures;
    private final List<Counter> tooMany;

    /** @param alertmanagers as their meters name them; none of them is told of an alert that there is no room for */
    FeedMeters(MeterRegistry registry, StandingAlerts standing, List<String> alertmanagers) {
        this.read = Notification.READ.counter(registry);
        this.undecodable = Notification.UNDECODABLE.counter(registry);
        this.failures = Notification.READER_FAILURES.counter(registry);
        this.tooMany = alertmanagers.stream()
                .map(name -> Notification.DROPPED.counter(registry, name, "too_many"))
                .toList();
        Meter alerts = Notification.ALERTS.gauge(registry, standing, StandingAlerts::size);
    }

    void read() {
        read.increment();
    }

    void undecodable() {
        undecodable.increment();
    }

    void failed() {
        failures.increment();
    }

    void tooMany() {
        tooMany.forEach(Counter::increment);
    }
}
