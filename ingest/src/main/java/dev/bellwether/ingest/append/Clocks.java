package dev.bellwether.ingest.append;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks of whoever waits for the broker.
 *
 * @param wall for a person
 * @param monotonic for waiting, in nanoseconds, as {@link System#nanoTime()} counts them
 */
record Clocks(InstantSource wall, LongSupplier monotonic) {

    Clocks {
        requireNonNull(wall, "wall");
        requireNonNull(monotonic, "monotonic");
    }

    static Clocks system() {
        return new Clocks(InstantSource.system(), System::nanoTime);
    }

    long nanos() {
        return monotonic.getAsLong();
    }
}
