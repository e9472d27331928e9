package dev.bellwether.processors.runtime;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whether a thread that died is replaced. One that the broker left without an answer is, however often: it ends when the broker is
 * back, and the next one waits by itself. Any other fault that comes back is not mended by trying again. Thread-safe.
 */
final class Replacements {

    static final int MAX = 5;
    static final int WINDOW_MINUTES = 5;

    /** What becomes of a thread. */
    enum Decision {
        REPLACE_AFTER_SILENCE,
        REPLACE,
        STOP
    }

    private final BrokerSilence silence;
    private final InstantSource wallClock;
    private final Deque<Long> faults = new ArrayDeque<>();

    Replacements(BrokerSilence silence, InstantSource wallClock) {
        this.silence = requireNonNull(silence, "silence");
        this.wallClock = requireNonNull(wallClock, "wallClock");
    }

    synchronized Decision after(Thread died, Throwable failure) {
        if (silence.explains(died, failure)) {
            return Decision.REPLACE_AFTER_SILENCE;
        }
        long now = wallClock.millis();
        faults.removeIf(at -> now - at > Duration.ofMinutes(WINDOW_MINUTES).toMillis());
        if (faults.size() >= MAX) {
            return Decision.STOP;
        }
        faults.add(now);
        return Decision.REPLACE;
    }
}
