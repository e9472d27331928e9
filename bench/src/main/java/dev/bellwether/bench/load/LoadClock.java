package dev.bellwether.bench.load;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.LockSupport;

/** The time by which a load is paced. */
interface LoadClock {

    LoadClock SYSTEM = new LoadClock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long unixNanos() {
            return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
        }

        @Override
        public void pause(long nanos) {
            LockSupport.parkNanos(nanos);
        }
    };

    /** Elapsed time, from an arbitrary begin. */
    long nanos();

    /** Nanoseconds since the epoch. */
    long unixNanos();

    /** Lets about so much time pass, or less. */
    void pause(long nanos);
}
