package dev.bellwether.notification;

import static java.util.Objects.requireNonNull;

import dev.bellwether.notification.alertmanager.AlertmanagerAccess;
import dev.bellwether.notification.alertmanager.AlertmanagerSender;
import dev.bellwether.notification.alertmanager.AlertmanagerSender.Telling;
import dev.bellwether.notification.alertmanager.SenderStanding;
import dev.bellwether.notification.feed.AlertFeed;
import dev.bellwether.notification.feed.FeedAccess;
import dev.bellwether.notification.schedule.Backoff;
import dev.bellwether.notification.schedule.Outbox;
import dev.bellwether.notification.schedule.StandingAlerts;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Tells Alertmanagers of the alerts on {@code bellwether.alerts}, as Prometheus does: at least once of each change, and again while it stands.
 * Nothing is kept here that is not on the topic, so a process that begins anew tells what stands.
 */
public final class Notifier implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final AlertFeed feed;
    private final List<AlertmanagerSender> senders = new ArrayList<>();

    private Notifier(
            NotificationConfig config,
            AlertmanagerAccess access,
            FeedAccess topic,
            InstantSource clock,
            MeterRegistry registry) {
        StandingAlerts standing = new StandingAlerts(config.schedule(), config.maxAlerts());
        for (URI url : config.alertmanagers()) {
            Telling telling = new Telling(
                    standing,
                    new Outbox(config.schedule(), config.batchSize()),
                    config.envelope(),
                    new Backoff(
                            FIRST_PAUSE,
                            config.longestPause(),
                            () -> ThreadLocalRandom.current().nextDouble()));
            senders.add(new AlertmanagerSender(url, access, telling, clock, registry));
        }
        this.feed = new AlertFeed(
                topic,
                standing,
                () -> senders.forEach(AlertmanagerSender::wake),
                clock,
                registry,
                senders.stream().map(sender -> sender.standing().alertmanager()).toList());
    }

    /**
     * Begins in the background.
     *
     * @param clock of the wall: when alerts are told is no fact
     */
    public static Notifier start(
            NotificationConfig config,
            AlertmanagerAccess access,
            FeedAccess topic,
            InstantSource clock,
            MeterRegistry registry) {
        Notifier notifier = new Notifier(
                requireNonNull(config, "config"),
                requireNonNull(access, "access"),
                requireNonNull(topic, "topic"),
                requireNonNull(clock, "clock"),
                requireNonNull(registry, "registry"));
        notifier.senders.forEach(AlertmanagerSender::start);
        notifier.feed.start();
        return notifier;
    }

    /** Whether this process knows its share of the alerts. */
    public boolean isLoaded() {
        return feed.isLoaded();
    }

    /** What keeps it from reading alerts; null where nothing does. */
    public @Nullable String trouble() {
        return feed.trouble();
    }

    /** Whether each Alertmanager takes alerts, by its URL without credentials; and what is not read. */
    public Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        for (AlertmanagerSender sender : senders) {
            SenderStanding standing = sender.standing();
            details.put(standing.alertmanager(), standing.words());
        }
        String unread = trouble();
        if (unread != null) {
            details.put("unread", unread);
        }
        return details;
    }

    /** Stops within seconds. */
    @Override
    public void close() {
        senders.forEach(AlertmanagerSender::close);
        feed.close();
    }
}
