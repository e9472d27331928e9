package dev.bellwether.cli.containers;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.bellwether.cli.crash.Drill.Step;
import dev.bellwether.schemas.Topic;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.admin.Admin;

/**
 * The time without progress, as anybody sees it who reads committed facts: the longest time in which one application stood still
 * on one of its partitions. Ticks and watermarks let each of them commit at least every second while all is well, and what it wrote is visible
 * with its offsets. Where the brokers do not answer the watch, that counts as standing still.
 *
 * <p>Measured and told, never asserted: it is the machine's as much as ours.
 */
final class ProgressWatch implements AutoCloseable {

    /** Of all runs since the last clean build. */
    private static final Path REPORT = Path.of("target", "time-without-progress.txt");

    private static final long LOOK_MILLIS = 100;

    private final Progress progress = new Progress();
    private final LongAdder unanswered = new LongAdder();
    private final Admin admin;
    private final ScheduledExecutorService looks;

    private ProgressWatch(Admin admin, int applications) {
        this.admin = admin;
        this.looks = Executors.newScheduledThreadPool(applications);
    }

    /**
     * Begins to watch.
     *
     * @param servers of Kafka
     * @param sources by {@code application.id} the topic that the application reads, and on which there is always something to read
     */
    static ProgressWatch start(String servers, Map<String, Topic> sources) {
        ProgressWatch watch = new ProgressWatch(
                Admin.create(Map.of(
                        "bootstrap.servers", servers,
                        "request.timeout.ms", "2000",
                        "default.api.timeout.ms", "4000",
                        "socket.connection.setup.timeout.ms", "1000",
                        "reconnect.backoff.max.ms", "200")),
                sources.size());
        sources.forEach((application, source) -> {
            var unused = watch.looks.scheduleWithFixedDelay(
                    () -> watch.look(application, source), 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        });
        return watch;
    }

    private void look(String application, Topic source) {
        try {
            admin.listConsumerGroupOffsets(application)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> {
                        if (offset != null && partition.topic().equals(source.name())) {
                            progress.seen(application + " on " + partition, offset.offset(), Instant.now());
                        }
                    });
        } catch (ExecutionException e) { // nobody is seen to move
            unanswered.increment();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The same step, and the time without progress is measured from when it begins. */
    Step measured(Step fault) {
        return () -> {
            progress.begin(Instant.now());
            unanswered.reset();
            fault.run();
        };
    }

    /** Tells the longest time without progress since the last fault began. */
    void tell(String fault) throws IOException {
        tell(fault, "no limit is promised", progress.longest(Instant.now()));
    }

    /** The same, beside what is promised. */
    void tell(String fault, Duration limit) throws IOException {
        Progress.Gap gap = progress.longest(Instant.now());
        tell(
                fault,
                "limit %d s: %s".formatted(limit.toSeconds(), gap.length().compareTo(limit) > 0 ? "EXCEEDED" : "kept"),
                gap);
    }

    private void tell(String fault, String limit, Progress.Gap gap) throws IOException {
        String line = "%s: %.1f s without progress (%s), %s since %s; %d looks unanswered, load average %.1f"
                .formatted(
                        fault,
                        gap.length().toMillis() / 1e3,
                        limit,
                        gap.who(),
                        gap.from(),
                        unanswered.sum(),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        System.out.println(line);
        Files.writeString(REPORT, line + "\n", CREATE, APPEND);
    }

    @Override
    public void close() {
        looks.shutdownNow();
        admin.close();
    }
}
