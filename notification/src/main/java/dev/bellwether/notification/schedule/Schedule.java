package dev.bellwether.notification.schedule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * When alerts are told, as Prometheus does it. Times are those of the wall clock.
 *
 * @param resendDelay how long after an alert was told it is told again
 * @param resolvedFor how long after its end an alert is still told
 * @see <a href="https://github.com/prometheus/prometheus/blob/main/rules/alerting.go">needsSending and sendAlerts</a>
 */
public record Schedule(Duration resendDelay, Duration resolvedFor) {

    /** How often conditions are evaluated. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** So many times in a row an alert may fail to be told again before its Alertmanager takes it for resolved. */
    private static final int PATIENCE = 4;

    public Schedule {
        requireNonNull(resendDelay, "resendDelay");
        requireNonNull(resolvedFor, "resolvedFor");
        if (resendDelay.isZero() || resendDelay.isNegative()) {
            throw new IllegalArgumentException("resendDelay: " + resendDelay + " (expected: above 0)");
        }
        if (resolvedFor.isNegative()) {
            throw new IllegalArgumentException("resolvedFor: " + resolvedFor + " (expected: >= 0)");
        }
    }

    /** How long an Alertmanager may believe that an alert fires after it was told so. */
    Duration validity() {
        Duration longer = resendDelay.compareTo(INTERVAL) > 0 ? resendDelay : INTERVAL;
        return longer.multipliedBy(PATIENCE);
    }

    /** When an alert is over, or would be if nothing more was said of it; never before its start, whatever the clocks say. */
    Instant endsAt(StandingAlert alert, Instant now) {
        if (alert.resolvedAt() != null) {
            return alert.resolvedAt();
        }
        Instant from = now.isAfter(alert.firedAt()) ? now : alert.firedAt();
        return from.plus(validity());
    }

    /** Whether an alert was over so long ago that nobody is told any more who does not believe that it fires. */
    boolean isPast(StandingAlert alert, Instant now) {
        return alert.resolvedAt() != null && now.isAfter(alert.resolvedAt().plus(resolvedFor));
    }
}
