package dev.bellwether.alerting.lifecycle;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert that is pending or firing, or was not long ago, with all its timers. All times are log time.
 *
 * @param finding what its condition last said while it held
 * @param phase where it stands
 * @param activeAt since when the condition has held
 * @param firedAt when it began to fire; null while it does not
 * @param resolvedAt when it was resolved; null before
 * @param missingSince of a firing alert, since when the condition no longer holds; null while it does
 * @param evaluatedAt the last evaluation that touched it
 * @param sentAt when it was last put on the topic of present states
 */
public record TrackedAlert(
        Finding finding,
        AlertPhase phase,
        Instant activeAt,
        @Nullable Instant firedAt,
        @Nullable Instant resolvedAt,
        @Nullable Instant missingSince,
        Instant evaluatedAt,
        Instant sentAt) {

    public TrackedAlert {
        requireNonNull(finding, "finding");
        requireNonNull(phase, "phase");
        requireNonNull(activeAt, "activeAt");
        requireNonNull(evaluatedAt, "evaluatedAt");
        requireNonNull(sentAt, "sentAt");
        boolean fired = phase == AlertPhase.FIRING || phase == AlertPhase.RESOLVED;
        if ((firedAt != null) != fired) {
            throw new IllegalArgumentException("firedAt: " + firedAt + " of an alert that is " + phase);
        }
        if ((resolvedAt != null) != (phase == AlertPhase.RESOLVED)) {
            throw new IllegalArgumentException("resolvedAt: " + resolvedAt + " of an alert that is " + phase);
        }
    }

    static TrackedAlert pending(Finding finding, Instant at) {
        return new TrackedAlert(finding, AlertPhase.PENDING, at, null, null, null, at, at);
    }

    /** The condition holds still, or again before the alert was resolved. */
    TrackedAlert seen(Finding now, Instant at) {
        return new TrackedAlert(now, phase, activeAt, firedAt, resolvedAt, null, at, sentAt);
    }

    TrackedAlert missing(Instant since, Instant at) {
        return new TrackedAlert(finding, phase, activeAt, firedAt, resolvedAt, since, at, sentAt);
    }

    TrackedAlert firing(Instant at) {
        return new TrackedAlert(finding, AlertPhase.FIRING, activeAt, at, null, missingSince, at, sentAt);
    }

    TrackedAlert pendingAgain(Instant at) {
        return new TrackedAlert(finding, AlertPhase.PENDING, activeAt, null, null, null, at, sentAt);
    }

    TrackedAlert resolved(Instant at) {
        return new TrackedAlert(finding, AlertPhase.RESOLVED, activeAt, firedAt, at, null, at, sentAt);
    }

    TrackedAlert inactive(Instant at) {
        return new TrackedAlert(finding, AlertPhase.INACTIVE, activeAt, null, null, null, at, sentAt);
    }

    TrackedAlert sent(Instant at) {
        return new TrackedAlert(finding, phase, activeAt, firedAt, resolvedAt, missingSince, evaluatedAt, at);
    }
}
