package dev.bellwether.kubernetes.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.bellwether.facts.KubernetesObject;
import dev.bellwether.kubernetes.cluster.ObjectKey;
import dev.bellwether.kubernetes.directory.Directory;
import dev.bellwether.kubernetes.watch.ClusterFacts;
import dev.bellwether.observation.log.LimitedWarning;
import dev.bellwether.schemas.MalformedFactException;
import dev.bellwether.schemas.registry.SchemaRegistryException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a {@link Directory} what stands on {@code bellwether.kubernetes}: all of it, and from there on each change, on one thread. Where
 * the broker or the registry does not answer it goes on from where it was once they do; what it has told until then stays.
 */
public final class DirectoryFeed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DirectoryFeed.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final FeedAccess topic;
    private final Directory directory;
    private final FeedMeters meters;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final CountDownLatch loaded = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final LimitedWarning unread = new LimitedWarning(log);
    private final LimitedWarning noFact = new LimitedWarning(log);
    private final Thread thread = new Thread(this::run, "kubernetes-directory");
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile @Nullable String trouble;

    private DirectoryFeed(FeedAccess topic, Directory directory) {
        this.topic = requireNonNull(topic, "topic");
        this.directory = requireNonNull(directory, "directory");
        this.meters = new FeedMeters(topic.meters(), directory);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((died, failure) -> {
            trouble = "reading has ended: " + failure;
            log.error("Topic {} is read no further, and telemetry enriched with what is known", topic.name(), failure);
        });
    }

    /** Begins in the background. The directory finds nobody until {@link #isLoaded()}. */
    public static DirectoryFeed start(FeedAccess topic, Directory directory) {
        directory.complete(false);
        DirectoryFeed feed = new DirectoryFeed(topic, directory);
        feed.thread.start();
        return feed;
    }

    /** Whether all that stood on the topic when reading began has been told. */
    public boolean isLoaded() {
        return loaded.getCount() == 0;
    }

    /** Waits until {@link #isLoaded()}; false where the time has passed before. */
    public boolean awaitLoaded(Duration atMost) {
        try {
            return loaded.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What keeps it from reading; null where nothing does. */
    public @Nullable String trouble() {
        return trouble;
    }

    private void run() {
        try {
            do {
                follow();
            } while (!closing.await(topic.retryInterval().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException | InterruptException e) {
            log.trace("woken up to close", e);
        }
    }

    /** Until it is closed, or something does not answer. */
    private void follow() {
        try (Consumer<byte[], byte[]> opened = topic.consumers().get()) {
            consumer = opened;
            Map<TopicPartition, Long> ends = assign(opened);
            trouble = null;
            long asked = System.nanoTime();
            while (closing.getCount() > 0) {
                opened.poll(POLL).forEach(this::tell);
                if (System.nanoTime() - asked > topic.checkInterval().toNanos()) {
                    // to poll is no proof of a broker: where none answers there is just nothing new
                    opened.endOffsets(ends.keySet(), ANSWER_WITHIN);
                    asked = System.nanoTime();
                }
                if (!isLoaded()
                        && ends.entrySet().stream().allMatch(end -> opened.position(end.getKey()) >= end.getValue())) {
                    directory.complete(true);
                    loaded.countDown();
                }
            }
        } catch (WakeupException e) {
            log.trace("woken up to close", e);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException | SchemaRegistryException e) {
            trouble = e.getMessage() == null ? e.toString() : e.getMessage();
            meters.failed();
            unread.warn("Topic {} cannot be read; tried again: {}", topic.name(), e.toString());
        } finally {
            consumer = null;
        }
    }

    private Map<TopicPartition, Long> assign(Consumer<byte[], byte[]> opened) {
        List<TopicPartition> partitions = opened.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("the topic does not exist");
        }
        opened.assign(partitions);
        for (TopicPartition partition : partitions) {
            Long position = positions.get(partition);
            if (position == null) {
                opened.seekToBeginning(List.of(partition));
            } else {
                opened.seek(partition, position);
            }
        }
        return opened.endOffsets(partitions);
    }

    /** A record whose schema cannot be asked for is read again, so the position moves only behind what was told. */
    private void tell(ConsumerRecord<byte[], byte[]> record) {
        try {
            Optional<Runnable> change = record.value() == null
                    ? key(record).map(key -> () -> directory.remove(key))
                    : ClusterFacts.fromFact(topic.codec().decode(record.value(), KubernetesObject.class))
                            .map(object -> () -> directory.put(object));
            change.ifPresentOrElse(Runnable::run, meters::passedOver);
            change.ifPresent(told -> meters.told());
        } catch (MalformedFactException e) {
            meters.undecodable();
            noFact.warn(
                    "No fact at {}-{}, offset {}: passed over", record.topic(), record.partition(), record.offset(), e);
        }
        positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    }

    private static Optional<ObjectKey> key(ConsumerRecord<byte[], byte[]> record) {
        return Optional.ofNullable(record.key()).flatMap(key -> ObjectKey.parse(new String(key, UTF_8)));
    }

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
}
