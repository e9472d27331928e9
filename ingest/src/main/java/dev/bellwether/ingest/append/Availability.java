package dev.bellwether.ingest.append;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the broker takes records, as what became of them tells. It counts as away when a record got no answer, and no other one did
 * either since that was handed over; so one partition that cannot be written while others are, or a broker that is only slow, is no
 * outage. An outage ends when somebody has looked and found the broker, see {@link #restored}. Thread-safe; times are values of {@link System#nanoTime()}.
 */
final class Availability {

    private volatile @Nullable Outage outage;
    private boolean everAnswered;
    private long answeredNanos;

    /** The broker has taken a record. */
    synchronized void answered(long nowNanos) {
        if (!everAnswered || nowNanos - answeredNanos > 0) {
            everAnswered = true;
            answeredNanos = nowNanos;
        }
    }

    /**
     * A record got no answer.
     *
     * @param begunNanos when it was handed over
     * @param now the wall clock's time, for a person
     * @return whether an outage has begun with it
     */
    synchronized boolean unanswered(long begunNanos, long nowNanos, Instant now, String cause) {
        if (outage != null || (everAnswered && answeredNanos - begunNanos >= 0)) {
            return false;
        }
        lost(begunNanos, nowNanos, now, cause);
        return true;
    }

    /** A record can get no answer any more, whatever others got. */
    synchronized void lost(long begunNanos, long nowNanos, Instant now, String cause) {
        if (outage == null) {
            outage = new Outage(now.minus(Duration.ofNanos(nowNanos - begunNanos)), cause);
        }
    }

    /** The broker was looked for, and takes records. */
    synchronized void restored(long nowNanos) {
        outage = null;
        everAnswered = true;
        answeredNanos = nowNanos;
    }

    Optional<Outage> outage() {
        return Optional.ofNullable(outage);
    }
}
