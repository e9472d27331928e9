package dev.bellwether.notification.alertmanager;

import dev.bellwether.notification.alertmanager.Answer.Failure;
import dev.bellwether.observation.meter.Catalogue.Notification;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;

/** Counts of what one Alertmanager was told. */
final class SenderMeters {

    private final Counter sent;
    private final Counter expired;
    private final Counter refused;
    private final Timer latency;
    private final Map<Failure, Counter> errors = new EnumMap<>(Failure.class);

    SenderMeters(MeterRegistry registry, String alertmanager, IntSupplier waiting) {
        this.sent = Notification.SENT.counter(registry, alertmanager);
        this.expired = Notification.DROPPED.counter(registry, alertmanager, "expired");
        this.refused = Notification.DROPPED.counter(registry, alertmanager, "refused");
        this.latency = Notification.LATENCY.timer(registry, alertmanager);
        for (Failure kind : Failure.values()) {
            errors.put(
                    kind,
                    Notification.ERRORS.counter(
                            registry, alertmanager, kind.name().toLowerCase(Locale.ROOT)));
        }
        Meter queue = Notification.QUEUE.gauge(registry, waiting, IntSupplier::getAsInt, alertmanager);
    }

    void sent(int alerts) {
        sent.increment(alerts);
    }

    void expired(int alerts) {
        expired.increment(alerts);
    }

    void refused(int alerts) {
        refused.increment(alerts);
    }

    void failed(Failure kind) {
        Counter counter = errors.get(kind);
        if (counter != null) {
            counter.increment();
        }
    }

    Timer latency() {
        return latency;
    }
}
