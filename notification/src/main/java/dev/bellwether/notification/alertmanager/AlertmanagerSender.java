package dev.bellwether.notification.alertmanager;

import static java.util.Objects.requireNonNull;

import dev.bellwether.notification.schedule.Backoff;
import dev.bellwether.notification.schedule.Envelope;
import dev.bellwether.notification.schedule.Outbox;
import dev.bellwether.notification.schedule.StandingAlert;
import dev.bellwether.notification.schedule.StandingAlerts;
import dev.bellwether.observation.log.LimitedWarning;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one Alertmanager abreast of the alerts that stand, on a thread of its own: whatever becomes of another one does not hold it up. What
 * could not be told is tried again, after a pause that grows, until it is told or does not matter any more.
 */
public final class AlertmanagerSender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AlertmanagerSender.class);

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    /** What stands is looked at this often at least, so that the end of an alert that is past is noticed. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Alertmanager alertmanager;
    private final StandingAlerts standing;
    private final Outbox outbox;
    private final Envelope envelope;
    private final Backoff backoff;
    private final InstantSource clock;
    private final SenderMeters meters;
    private final Semaphore changes = new Semaphore(0);
    private final LimitedWarning faulty = new LimitedWarning(log);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile int waiting;
    private volatile SenderStanding state;

    /**
     * @param url http or https, with a host
     * @param access may be shared with other senders
     */
    public AlertmanagerSender(
            URI url, AlertmanagerAccess access, Telling telling, InstantSource clock, MeterRegistry registry) {
        this.alertmanager = new Alertmanager(AlertmanagerAddress.of(url), access);
        this.standing = telling.standing();
        this.outbox = telling.outbox();
        this.envelope = telling.envelope();
        this.backoff = telling.backoff();
        this.clock = requireNonNull(clock, "clock");
        this.meters = new SenderMeters(registry, alertmanager.name(), () -> waiting);
        this.state = SenderStanding.untold(alertmanager.name());
        this.thread = new Thread(this::run, "notification-sender");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((died, failure) -> {
            trouble("telling it has ended: " + failure);
            log.error("{} is told no further alerts", alertmanager.name(), failure);
        });
    }

    /**
     * What is told, and how.
     *
     * @param standing shared with other senders
     * @param outbox of this sender alone
     * @param backoff of this sender alone
     */
    public record Telling(StandingAlerts standing, Outbox outbox, Envelope envelope, Backoff backoff) {

        public Telling {
            requireNonNull(standing, "standing");
            requireNonNull(outbox, "outbox");
            requireNonNull(envelope, "envelope");
            requireNonNull(backoff, "backoff");
        }
    }

    public void start() {
        thread.start();
    }

    /** What stands may have changed. */
    public void wake() {
        changes.release();
    }

    public SenderStanding standing() {
        return state;
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    private void run() {
        try {
            while (closing.getCount() > 0) {
                changes.drainPermits(); // before looking, so that what changes from here on is not missed
                Instant now = clock.instant();
                Outbox.Due due = outbox.due(standing.present(now), now);
                waiting = due.waiting();
                meters.expired(due.expired());
                if (due.batch().isEmpty()) {
                    awaitChange(untilNext(due, now));
                } else {
                    tell(due.batch(), now);
                }
            }
        } catch (InterruptedException e) {
            log.trace("woken up to close", e);
        }
    }

    private static Duration untilNext(Outbox.Due due, Instant now) {
        return due.next()
                .map(next -> Duration.between(now, next))
                .filter(wait -> wait.compareTo(LONGEST_WAIT) < 0)
                .orElse(LONGEST_WAIT);
    }

    private void awaitChange(Duration atMost) throws InterruptedException {
        boolean changed = changes.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
        log.trace("{}: changed: {}", alertmanager.name(), changed);
    }

    private void tell(List<StandingAlert> batch, Instant now) throws InterruptedException {
        long begin = System.nanoTime();
        Answer answer = alertmanager.post(
                batch.stream().map(alert -> envelope.around(alert, now)).toList());
        meters.latency().record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        if (answer instanceof Answer.Failed failed) {
            meters.failed(failed.kind());
            trouble(failed.why());
            pause();
            return;
        }
        outbox.told(batch, now);
        backoff.reset();
        took(now);
        if (answer instanceof Answer.Refused refused) {
            meters.refused(batch.size());
            faulty.warn(
                    "{} finds fault with {} alerts, or some of them: {}",
                    alertmanager.name(),
                    batch.size(),
                    refused.why());
        } else {
            meters.sent(batch.size());
        }
    }

    private void pause() throws InterruptedException {
        boolean closed = closing.await(backoff.next().toNanos(), TimeUnit.NANOSECONDS);
        log.trace("{}: closed: {}", alertmanager.name(), closed);
    }

    /** Said once for each kind of trouble, since it may last for hours. */
    private void trouble(String why) {
        SenderStanding before = state;
        state = before.troubled(why, clock.instant());
        if (!why.equals(before.trouble())) {
            log.warn("{} takes no alerts; tried again until it does: {}", alertmanager.name(), why);
        }
    }

    private void took(Instant at) {
        SenderStanding before = state;
        state = before.took(at);
        if (before.trouble() != null) {
            log.info("{} takes alerts again", alertmanager.name());
        }
    }

    /** Stops within seconds. What was not told then, whoever comes next tells. */
    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        try {
            thread.join(CLOSE_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
