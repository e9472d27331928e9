package dev.bellwether.schemas.follow;

import static java.util.Objects.requireNonNull;

import dev.bellwether.schemas.registry.SchemaRegistryException;
import java.time.Duration;
import java.time.Instant;
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
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a listener all that stands on a compacted topic, and from there on each change, on one thread. Where the broker or the registry does
 * not answer it goes on from where it was once they do. A share of a topic is kept through that, unless the group has given it to another process.
 */
public final class TopicFollower implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TopicFollower.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final FollowedTopic topic;
    private final TopicListener listener;
    private final InstantSource clock;
    private final Thread thread;
    private final CountDownLatch everLoaded = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Of the thread, as are the two below it. */
    private final Progress progress = new Progress();

    /** Behind what was told; a whole topic is gone on with there. */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    private long checkAtNanos;

    private volatile boolean loaded;
    private volatile @Nullable Instant knownUntil;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile @Nullable String brokerTrouble;
    private volatile @Nullable String registryTrouble;

    private TopicFollower(FollowedTopic topic, TopicListener listener, InstantSource clock) {
        this.topic = requireNonNull(topic, "topic");
        this.listener = requireNonNull(listener, "listener");
        this.clock = requireNonNull(clock, "clock");
        this.thread = new Thread(this::run, "follow-" + topic.name());
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((died, failure) -> {
            brokerTrouble = "reading has ended: " + failure;
            log.error("Topic {} is read no further", topic.name(), failure);
        });
    }

    /**
     * One that has not begun yet.
     *
     * @param clock of the wall
     */
    public static TopicFollower of(FollowedTopic topic, TopicListener listener, InstantSource clock) {
        return new TopicFollower(topic, listener, clock);
    }

    /** Begins in the background. */
    public void start() {
        thread.start();
    }

    /**
     * Whether all has been told that stood on the topic, or on this process's share of it, when it began to read. That is no longer so while the
     * topic or the share grows, or the share is begun with anew. A share may be none of the topic.
     */
    public boolean isLoaded() {
        return loaded;
    }

    /** Waits until {@link #isLoaded()} for the first time; false where the time has passed before. */
    public boolean awaitLoaded(Duration atMost) {
        try {
            return everLoaded.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * All that stood on the topic, or on this process's share of it, at that instant has been told: that is when the broker was last asked
     * for ends that have all been reached. Empty unless {@link #isLoaded()}, and where there is no share. It stands still while the broker does
     * not answer, or records cannot be told; else it moves on with every check.
     */
    public Optional<Instant> knownUntil() {
        return Optional.ofNullable(knownUntil);
    }

    /** What keeps it from reading or from telling; null where nothing does. */
    public @Nullable String trouble() {
        String broker = brokerTrouble;
        return broker != null ? broker : registryTrouble;
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

    /** Until it is closed, or something is wrong that the consumer does not get over by itself. */
    private void follow() throws InterruptedException {
        try (Consumer<byte[], byte[]> opened = topic.consumers().get()) {
            consumer = opened;
            begin(opened);
            while (closing.getCount() > 0) {
                check(opened);
                tell(opened, opened.poll(POLL));
            }
        } catch (WakeupException e) {
            log.trace("woken up to close", e);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            brokerTrouble = words(e);
            listener.failed(e);
        } finally {
            consumer = null;
            if (topic.shared()) {
                leave(progress.followed());
                progress.leaveAll();
                publish();
            }
        }
    }

    private void begin(Consumer<byte[], byte[]> opened) {
        checkAtNanos = System.nanoTime();
        if (topic.shared()) {
            opened.subscribe(List.of(topic.name()), new Share(opened));
        } else {
            assign(opened, partitions(opened));
        }
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> opened) {
        List<TopicPartition> partitions = opened.partitionsFor(topic.name(), ANSWER_WITHIN).stream()
                .map(known -> new TopicPartition(known.topic(), known.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("the topic does not exist");
        }
        return partitions;
    }

    private void assign(Consumer<byte[], byte[]> opened, List<TopicPartition> partitions) {
        List<TopicPartition> added = partitions.stream()
                .filter(partition -> !opened.assignment().contains(partition))
                .toList();
        if (added.isEmpty()) {
            return;
        }
        opened.assign(partitions);
        for (TopicPartition partition : added) {
            Long position = positions.get(partition);
            if (position == null) {
                opened.seekToBeginning(List.of(partition));
            } else {
                opened.seek(partition, position);
            }
        }
        progress.follow(added);
    }

    /** To poll is no proof of a broker: where none answers there is just nothing new. So it is asked where its partitions end. */
    private void check(Consumer<byte[], byte[]> opened) {
        try {
            if (System.nanoTime() - checkAtNanos >= 0) {
                askForEnds(opened);
                brokerTrouble = null;
                checkAtNanos = System.nanoTime() + topic.checkInterval().toNanos();
            }
            progress.read(partition -> opened.position(partition, ANSWER_WITHIN))
                    .forEach(partition -> listener.loaded(partition.partition()));
        } catch (TimeoutException e) {
            brokerTrouble = words(e);
            listener.failed(e);
            checkAtNanos = System.nanoTime() + topic.retryInterval().toNanos();
        }
        publish();
    }

    private void askForEnds(Consumer<byte[], byte[]> opened) {
        List<TopicPartition> partitions = partitions(opened);
        if (!topic.shared()) {
            assign(opened, partitions); // there may be more than there were
        }
        Instant asked = clock.instant();
        progress.ends(asked, opened.endOffsets(partitions, ANSWER_WITHIN));
    }

    private void publish() {
        boolean before = loaded;
        knownUntil = progress.knownUntil().orElse(null);
        if (progress.isLoaded() && !before) {
            listener.loaded();
        }
        loaded = progress.isLoaded();
        if (loaded) {
            everLoaded.countDown();
        }
    }

    private void tell(Consumer<byte[], byte[]> opened, ConsumerRecords<byte[], byte[]> records)
            throws InterruptedException {
        if (records.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> next = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            next.put(partition, records.records(partition).get(0).offset());
        }
        try {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                listener.tell(record);
                next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
            registryTrouble = null;
            listener.pause();
        } catch (SchemaRegistryException e) {
            registryTrouble = words(e);
            listener.failed(e);
            next.forEach(opened::seek);
            boolean closed = closing.await(topic.retryInterval().toMillis(), TimeUnit.MILLISECONDS);
            log.trace("closed: {}", closed);
        }
        positions.putAll(next);
    }

    private void leave(Collection<TopicPartition> partitions) {
        progress.leave(partitions);
        partitions.forEach(partition -> listener.left(partition.partition()));
        registryTrouble = null;
    }

    private static String words(RuntimeException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** Stops within seconds. Others have its share at once. */
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
                checkAtNanos = System.nanoTime();
            }
            progress.follow(partitions);
            publish();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            leave(partitions);
            publish();
        }
    }
}
