package dev.bellwether.embedded;

import static java.util.Objects.requireNonNull;

import dev.bellwether.edge.StartRefusedException;
import dev.bellwether.observation.log.LimitedWarning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when a folder's disk is nearly full, while there is still room for what goes on by itself: ticks, offsets, state. Kafka ends the
 * process where it cannot write, so whoever takes data in has to stop before. The disk counts as nearly full from less than what is
 * needed until a quarter more than that is free, so that it does not change its mind with every file. RATIONALE.md has the sizes.
 */
public final class FreeSpaceWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FreeSpaceWatch.class);

    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** Kafka and the state stores need about this much to start at all. */
    private static final long START_BYTES = 32L * 1024 * 1024;

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(FreeSpaceWatch::newThread);
    private final List<Consumer<FreeSpace>> listeners = new CopyOnWriteArrayList<>();
    private final ToLongFunction<Path> usable;
    private final LimitedWarning warning = new LimitedWarning(LOG);
    private volatile FreeSpace space;

    private FreeSpaceWatch(FreeSpace space, ToLongFunction<Path> usable) {
        this.space = space;
        this.usable = usable;
    }

    /**
     * Looks once, and from then on twice a second.
     *
     * @param folder that exists
     * @param neededBytes what has to stay free; 0 for whatever there is
     * @throws StartRefusedException if there is so little that nothing could be started
     */
    public static FreeSpaceWatch start(Path folder, long neededBytes) {
        LimitedWarning warning = new LimitedWarning(LOG);
        FreeSpaceWatch watch = of(folder, neededBytes, asked -> usable(asked, warning));
        var unused = watch.thread.scheduleWithFixedDelay(
                watch::lookAgain, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /**
     * Looks once, and from then on when it is told to.
     *
     * @param usable how many bytes may still be written on a folder's disk
     */
    static FreeSpaceWatch of(Path folder, long neededBytes, ToLongFunction<Path> usable) {
        if (neededBytes < 0) {
            throw new IllegalArgumentException("neededBytes: " + neededBytes + " (expected: 0 or more)");
        }
        long free = usable.applyAsLong(folder);
        if (free < START_BYTES) {
            throw new StartRefusedException(
                    "data folder %s has %d MiB free, and %d MiB are needed to start: make room there, or choose another folder"
                            .formatted(folder, free >> 20, START_BYTES >> 20));
        }
        return new FreeSpaceWatch(new FreeSpace(folder, free, neededBytes, free < neededBytes), usable);
    }

    /** As it was when last looked at. */
    public FreeSpace space() {
        return space;
    }

    /** Tells the listener how it stands, and again each time that the disk becomes nearly full or no longer is. */
    public synchronized void tell(Consumer<FreeSpace> listener) {
        listeners.add(requireNonNull(listener, "listener"));
        listener.accept(space);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** A scheduled task that throws is never run again. */
    void lookAgain() {
        try {
            look();
        } catch (RuntimeException e) {
            warning.warn("The room in {} cannot be looked at: {}", space.folder(), e.toString());
        }
    }

    /** With {@link #tell} one at a time: a new listener must not hear the old state after the new one. */
    synchronized void look() {
        FreeSpace before = space;
        FreeSpace now = before.next(usable.applyAsLong(before.folder()));
        space = now;
        if (now.nearlyFull() != before.nearlyFull()) {
            LOG.warn(
                    "The disk of {} {}: {} free, needed {}",
                    now.folder(),
                    now.nearlyFull() ? "is nearly full" : "has room again",
                    now.free(),
                    now.needed());
            listeners.forEach(listener -> listener.accept(now));
        }
    }

    /** A folder that cannot be asked has no room. */
    private static long usable(Path folder, LimitedWarning warning) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            warning.warn("The room in {} cannot be told: {}", folder, e.toString());
            return 0;
        }
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "free-space-watch");
        thread.setDaemon(true);
        return thread;
    }
}
