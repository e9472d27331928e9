package dev.bellwether.edge.file;

import static java.util.Objects.requireNonNull;

import dev.bellwether.observation.meter.Catalogue;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at files again and again, and reads them anew when their bytes have changed. A version that cannot be used is told and counted
 * once, and the last good one stays.
 */
public final class WatchedFiles implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WatchedFiles.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "edge-files");
        daemon.setDaemon(true);
        return daemon;
    });
    private final Duration interval;
    private final ConcurrentHashMap<String, LongAdder> reloads = new ConcurrentHashMap<>();
    private final MeterRegistry meters;

    /** @param interval how often files are looked at */
    public WatchedFiles(Duration interval, MeterRegistry meters) {
        this.interval = requireNonNull(interval, "interval");
        this.meters = requireNonNull(meters, "meters");
    }

    /**
     * Reads files now, and from now on when one of them changes.
     *
     * @param what what they are to a person, in the plural: "the tokens"
     * @param files what to look at
     * @param reading reads them
     * @return the newest version that could be used
     * @throws FileProblemException if they cannot be used now
     */
    public <T> Supplier<T> watch(String what, List<Path> files, Supplier<T> reading) {
        Watched<T> watched = new Watched<>(what, files, reading, counter(what, "done"), counter(what, "failed"));
        var unused = thread.scheduleWithFixedDelay(
                watched::look, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
        return watched;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private LongAdder counter(String what, String outcome) {
        return reloads.computeIfAbsent(what + " " + outcome, absent -> {
            LongAdder counter = new LongAdder();
            Catalogue.Edge.RELOADS.counter(meters, counter, LongAdder::sum, what.replaceFirst("^the ", ""), outcome);
            return counter;
        });
    }

    private static final class Watched<T> implements Supplier<T> {

        private final String what;
        private final List<Path> files;
        private final Supplier<T> reading;
        private final LongAdder done;
        private final LongAdder failed;
        private List<String> seen;
        private volatile T newest;

        Watched(String what, List<Path> files, Supplier<T> reading, LongAdder done, LongAdder failed) {
            this.what = what;
            this.files = List.copyOf(files);
            this.reading = reading;
            this.done = done;
            this.failed = failed;
            this.seen = fingerprints(); // before reading: a change in between is found at the next look
            this.newest = reading.get();
        }

        @Override
        public T get() {
            return newest;
        }

        private List<String> fingerprints() {
            return files.stream().map(SmallFile::fingerprint).toList();
        }

        private void look() {
            List<String> now = fingerprints();
            if (now.equals(seen)) {
                return;
            }
            seen = now;
            try {
                newest = reading.get();
                done.increment();
                log.info("{} have changed, and were read again", what);
            } catch (FileProblemException e) {
                failed.increment();
                log.warn(
                        "{} have changed and cannot be used, so what was there before stays: {}", what, e.getMessage());
            } catch (RuntimeException e) {
                failed.increment();
                log.error("Defect while reading {} again; what was there before stays", what, e);
            }
        }
    }
}
