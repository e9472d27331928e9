package dev.bellwether.bench.load;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The time by which a load is paced, and which its items have. */
public interface LoadClock {

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

        @Override
        public boolean acquire(Semaphore room, long nanos) throws InterruptedException {
            return room.tryAcquire(nanos, TimeUnit.NANOSECONDS);
        }
    };

    /** Elapsed time, from an arbitrary begin. */
    long nanos();

    /** Nanoseconds since the epoch. */
    long unixNanos();

    /** Lets about so much time pass, or less. */
    void pause(long nanos);

    /** Takes a permit as soon as there is one; whether there was one within so much time. */
    boolean acquire(Semaphore room, long nanos) throws InterruptedException;
}
