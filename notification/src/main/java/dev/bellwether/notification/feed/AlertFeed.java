package dev.bellwether.notification.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.bellwether.facts.Alert;
import dev.bellwether.notification.schedule.StandingAlert;
import dev.bellwether.notification.schedule.StandingAlerts;
import dev.bellwether.observation.log.LimitedWarning;
import dev.bellwether.schemas.MalformedFactException;
import dev.bellwether.schemas.registry.SchemaRegistryException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@link StandingAlerts} abreast of {@code bellwether.alerts}, on one thread. The processes that do so share the partitions out, so that
 * each alert stands in one of them; whoever gets a partition reads it from its beginning.
 */
public final class AlertFeed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AlertFeed.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final FeedAccess access;
    private final StandingAlerts standing;
    private final Runnable changed;
    private final InstantSource clock;
    private final FeedMeters meters;
    private final LimitedWarning unread = new LimitedWarning(log);
    private final LimitedWarning noFact = new LimitedWarning(log);
    private final LimitedWarning tooMany = new LimitedWarning(log);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "notification-feed");

    /** Ends of partitions that are not read to their end yet; touched by the thread only. */
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    private volatile boolean joined;
    private volatile int unloaded;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile @Nullable String trouble;

    /**
     * @param changed called on the reading thread after something may have changed
     * @param alertmanagers as their meters name them
     */
    public AlertFeed(
            FeedAccess access,
            StandingAlerts standing,
            Runnable changed,
            InstantSource clock,
            MeterRegistry registry,
            List<String> alertmanagers) {
        this.access = requireNonNull(access, "access");
        this.standing = requireNonNull(standing, "standing");
        this.changed = requireNonNull(changed, "changed");
        this.clock = requireNonNull(clock, "clock");
        this.meters = new FeedMeters(registry, standing, alertmanagers);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((died, failure) -> {
            trouble = "reading has ended: " + failure;
            log.error("Topic {} is read no further: Alertmanagers hear of no change", access.topic(), failure);
        });
    }

    public void start() {
        thread.start();
    }

    /** Whether this process has its share of the topic, which may be none of it, and has read it to its end. */
    public boolean isLoaded() {
        return joined && unloaded == 0;
    }

    /** What keeps it from reading; null where nothing does. */
    public @Nullable String trouble() {
        return trouble;
    }

    private void run() {
        try {
            do {
                follow();
            } while (!closing.await(access.retryInterval().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException | InterruptException e) {
            log.trace("woken up to close", e);
        }
    }

    /** Until it is closed, or something does not answer that cannot be asked again with this consumer. */
    private void follow() throws InterruptedException {
        try (Consumer<byte[], byte[]> opened = access.consumers().get()) {
            consumer = opened;
            opened.subscribe(List.of(access.topic()), new Share(opened));
            while (closing.getCount() > 0) {
                take(opened, opened.poll(POLL));
            }
        } catch (WakeupException e) {
            log.trace("woken up to close", e);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            failed(e);
        } finally {
            consumer = null;
        }
    }

    private void take(Consumer<byte[], byte[]> from, ConsumerRecords<byte[], byte[]> records)
            throws InterruptedException {
        try {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                take(record);
            }
            trouble = null;
        } catch (SchemaRegistryException e) {
            failed(e);
            rewind(from, records);
            boolean closed = closing.await(access.retryInterval().toMillis(), TimeUnit.MILLISECONDS);
            log.trace("closed: {}", closed);
            return;
        }
        boolean loaded = ends.entrySet().removeIf(end -> {
            boolean reached = from.position(end.getKey()) >= end.getValue();
            if (reached) {
                standing.loaded(end.getKey().partition());
            }
            return reached;
        });
        unloaded = ends.size();
        if (loaded || !records.isEmpty()) {
            changed.run();
        }
    }

    /** To read the same records again; what they say is the same the second time. */
    private static void rewind(Consumer<byte[], byte[]> from, ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            from.seek(partition, records.records(partition).get(0).offset());
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        meters.read();
        try {
            String fingerprint = fingerprint(record);
            Optional<StandingAlert> alert = record.value() == null
                    ? Optional.empty()
                    : AlertFacts.standing(fingerprint, access.codec().decode(record.value(), Alert.class));
            alert.ifPresentOrElse(stands -> put(record.partition(), stands), () -> standing.remove(fingerprint));
        } catch (MalformedFactException e) {
            meters.undecodable();
            noFact.warn("No fact at {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }

    private void put(int partition, StandingAlert alert) {
        if (!standing.put(partition, alert, clock.instant())) {
            meters.tooMany();
            tooMany.warn("More alerts stand than notification.max-alerts: no Alertmanager is told of some of them");
        }
    }

    private static String fingerprint(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            throw new MalformedFactException("an alert without its key");
        }
        return new String(record.key(), UTF_8);
    }

    private void failed(RuntimeException e) {
        trouble = e.getMessage() == null ? e.toString() : e.getMessage();
        meters.failed();
        unread.warn("Topic {} cannot be read; tried again: {}", access.topic(), e.toString());
    }

    /** Stops within seconds, and lets another process have its share at once. */
    @Override
    public void close() {
        closing.countDown();
        Consumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        try {
            thread.join(CLOSE_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What becomes of this process's share of the partitions. */
    private final class Share implements ConsumerRebalanceListener {

        private final Consumer<byte[], byte[]> of;

        private Share(Consumer<byte[], byte[]> of) {
            this.of = of;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                of.seekToBeginning(partitions);
                ends.putAll(of.endOffsets(partitions));
                unloaded = ends.size();
            }
            joined = true;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                ends.remove(partition);
                standing.left(partition.partition());
            }
            unloaded = ends.size();
        }
    }
}
