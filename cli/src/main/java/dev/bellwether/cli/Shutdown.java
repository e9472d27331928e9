package dev.bellwether.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/**
 * Waits for the person or the system that stops a process. The first SIGTERM or Ctrl-C asks for an orderly stop, the second
 * ends the process at once: what it had acknowledged is on the topics, and the next start goes on from there.
 */
final class Shutdown {

    private static final int KILLED = 130;

    private final CountDownLatch asked = new CountDownLatch(1);

    private Shutdown() {}

    @SuppressWarnings("sunapi") // the JDK has no other way to hear the second signal
    static Shutdown onSignals() {
        Shutdown shutdown = new Shutdown();
        for (String name : new String[] {"INT", "TERM"}) {
            Signal.handle(new Signal(name), signal -> shutdown.signalled());
        }
        return shutdown;
    }

    private void signalled() {
        if (asked.getCount() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
        ask();
    }

    /** Asks for an orderly stop, as the first signal does. */
    void ask() {
        asked.countDown();
    }

    boolean asked() {
        return asked.getCount() == 0;
    }

    void await() {
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits, but not for long; whether the process was asked to stop. */
    boolean await(Duration patience) {
        try {
            return asked.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
