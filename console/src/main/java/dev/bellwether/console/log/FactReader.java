package dev.bellwether.console.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.bellwether.console.view.FactViews;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.facts.Verdict;
import dev.bellwether.observation.log.LimitedWarning;
import dev.bellwether.observation.meter.Catalogue.Console;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.MalformedFactException;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import dev.bellwether.telemetry.histogram.MalformedHistogramException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the views abreast of the fact topics, on one thread: deployments, verdicts and alerts from their beginning, windows
 * from {@link #WINDOWS_FROM} ago. When something goes wrong (a broker, the registry) it begins again where it was, after a
 * pause that grows; a record that is no fact is counted and passed over.
 */
public final class FactReader implements AutoCloseable {

    /** How far back windows are read at the start. */
    static final Duration WINDOWS_FROM = Duration.ofMinutes(15);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(FactReader.class);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Topics topics;
    private final FactCodec codec;
    private final FactViews views;
    private final Runnable changed;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Counter restarts;
    private final Thread thread;
    private final LimitedWarning noFact = new LimitedWarning(log);
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Where to go on after a restart; touched by the thread only. */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    private Duration pause = FIRST_PAUSE;
    private volatile @Nullable Consumer<byte[], byte[]> current;
    private volatile @Nullable String trouble;

    /** @param changed called on the reading thread after facts were taken */
    public FactReader(
            Map<String, Object> kafka,
            Topics topics,
            FactCodec codec,
            FactViews views,
            Runnable changed,
            InstantSource clock,
            MeterRegistry meters) {
        this(opener(kafka), topics, codec, views, changed, clock, meters);
    }

    FactReader(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Topics topics,
            FactCodec codec,
            FactViews views,
            Runnable changed,
            InstantSource clock,
            MeterRegistry meters) {
        this.consumers = requireNonNull(consumers, "consumers");
        this.topics = requireNonNull(topics, "topics");
        this.codec = requireNonNull(codec, "codec");
        this.views = requireNonNull(views, "views");
        this.changed = requireNonNull(changed, "changed");
        this.clock = requireNonNull(clock, "clock");
        this.meters = requireNonNull(meters, "meters");
        this.restarts = Console.RESTARTS.counter(meters);
        for (Topic topic : List.of(topics.deployments(), topics.verdicts(), topics.alerts(), topics.redWindows())) {
            Console.UNDECODABLE.counter(
                    meters, topic.name()); // there from the start, so that the first one is an increase
        }
        this.thread = new Thread(this::run, "console-facts");
        thread.setDaemon(true);
    }

    private static Supplier<Consumer<byte[], byte[]>> opener(Map<String, Object> kafka) {
        Consumers consumers = new Consumers(kafka);
        return () -> consumers.open("facts");
    }

    public void start() {
        thread.start();
    }

    /** What keeps it from reading at the moment, in words; null where nothing does. */
    public @Nullable String trouble() {
        return trouble;
    }

    private void run() {
        while (closing.getCount() > 0) {
            try {
                read();
            } catch (WakeupException e) {
                log.trace("woken up to close", e);
            } catch (RuntimeException e) {
                restarts.increment();
                say(e);

                pauseUnlessClosing();
            }
        }
    }

    private void pauseUnlessClosing() {
        try {
            if (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                Duration longer = pause.multipliedBy(2);
                pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    /** Once for each kind of trouble, since it may last for hours. */
    private void say(RuntimeException e) {
        String now = e.toString();
        if (now.equals(trouble)) {
            log.debug("reading facts failed again", e);
        } else {
            log.warn("reading facts failed; trying again until it works", e);
        }
        trouble = now;
    }

    private void recovered() {
        if (trouble != null) {
            log.info("reading facts works again");
        }
        trouble = null;
        pause = FIRST_PAUSE;
    }

    private void read() {
        Consumer<byte[], byte[]> consumer = consumers.get();
        current = consumer;
        try {
            read(consumer);
        } finally {
            current = null;
            Consumers.close(consumer);
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        if (closing.getCount() == 0) {
            return; // close() may have looked for the consumer before there was one to wake up
        }
        List<TopicPartition> partitions = assign(consumer);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (closing.getCount() > 0) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                take(record);
            }
            partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
            recovered();

            boolean nowAtEnd = !views.caughtUp() && Consumers.reached(consumer, ends);
            if (nowAtEnd) {
                views.reachedTheEnd();
            }
            if (nowAtEnd || !records.isEmpty()) {
                changed.run();
            }
        }
    }

    private List<TopicPartition> assign(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> whole = new ArrayList<>();
        whole.addAll(Consumers.partitions(consumer, topics.deployments().name()));
        whole.addAll(Consumers.partitions(consumer, topics.verdicts().name()));
        whole.addAll(Consumers.partitions(consumer, topics.alerts().name()));
        List<TopicPartition> windows =
                Consumers.partitions(consumer, topics.redWindows().name());
        List<TopicPartition> all = new ArrayList<>(whole);
        all.addAll(windows);
        consumer.assign(all);
        if (positions.isEmpty()) {
            consumer.seekToBeginning(whole);
            Consumers.seekToTime(
                    consumer, windows, clock.instant().minus(WINDOWS_FROM).toEpochMilli());
        } else {
            all.forEach(partition -> consumer.seek(partition, positions.getOrDefault(partition, 0L)));
        }
        return all;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(topics.alerts().name())) {
                takeAlert(record);
            } else if (record.value() != null) {
                take(codec.decode(record.value()), record.offset());
            }
            Console.READ.counter(meters, record.topic()).increment();
        } catch (MalformedFactException | MalformedHistogramException | IllegalArgumentException e) {
            Console.UNDECODABLE.counter(meters, record.topic()).increment();
            noFact.warn("no fact at {}/{}@{}: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }

    private void take(SpecificRecord fact, long offset) throws MalformedHistogramException {
        if (fact instanceof RedWindow window) {
            views.services().apply(window);
        } else if (fact instanceof DeploymentEvent event) {
            views.deployments().apply(event, offset);
        } else if (fact instanceof Verdict verdict) {
            views.verdicts().apply(verdict);
        } else {
            throw new MalformedFactException("a " + fact.getSchema().getFullName() + ", which does not belong here");
        }
    }

    private void takeAlert(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            throw new MalformedFactException("an alert without its key");
        }
        Alert alert = record.value() == null ? null : codec.decode(record.value(), Alert.class);
        views.alerts().apply(new String(record.key(), UTF_8), alert);
    }

    /** Stops reading, within seconds. */
    @Override
    public void close() {
        closing.countDown();
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
