package dev.bellwether.embedded.registry;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry's topic: changes are appended here, and become true when they are read back. There must be one writer; a second
 * would choose the same ids.
 *
 * <p>One thread reads, from the beginning; {@link #open} returns when it has come to where the topic ended then.
 */
final class SchemaLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaLog.class);
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final CloseOptions AT_ONCE = CloseOptions.timeout(Duration.ZERO);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final TopicPartition partition;
    private final Consumer<Change> reader;
    private final Duration timeout;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;

    private final Object writing = new Object();
    // Guarded by writing: a write failed, so its record may or may not be on the topic.
    private boolean uncertain;

    // Guarded by this: the offset up to which changes were read, and why reading ended.
    private long readUpTo;
    private @Nullable RuntimeException failure;
    private boolean closed;

    private SchemaLog(String bootstrapServers, String topic, Duration timeout, Consumer<Change> reader) {
        this.partition = new TopicPartition(topic, 0);
        this.timeout = timeout;
        this.reader = reader;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "client.id", "schema-registry",
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest",
                        "allow.auto.create.topics", "false",
                        "fetch.max.wait.ms", "500"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "client.id",
                        "schema-registry",
                        "acks",
                        "all",
                        "enable.idempotence",
                        "true",
                        "buffer.memory",
                        String.valueOf(4 << 20),
                        "max.block.ms",
                        String.valueOf(timeout.toMillis()),
                        "request.timeout.ms",
                        String.valueOf(timeout.toMillis() / 2),
                        "linger.ms",
                        "0",
                        "delivery.timeout.ms",
                        String.valueOf(timeout.toMillis())),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.thread = new Thread(this::readOn, "schema-log-reader");
        this.thread.setDaemon(true);
    }

    /**
     * Makes the topic where it is missing ({@link SchemaTopic}) and reads it to its end.
     *
     * @param reader gets each change in order, first in the calling thread, later in one of its own
     * @throws dev.bellwether.edge.StartRefusedException if the topic does not suit
     */
    static SchemaLog open(String bootstrapServers, String topic, Duration timeout, Consumer<Change> reader) {
        SchemaTopic.create(bootstrapServers, topic);
        SchemaLog log = new SchemaLog(bootstrapServers, topic, timeout, requireNonNull(reader, "reader"));
        try {
            log.readToEnd();
            log.thread.start();
            return log;
        } catch (RuntimeException e) {
            log.consumer.close(AT_ONCE);
            log.producer.close(CLOSE);
            throw e;
        }
    }

    /**
     * Appends a change and returns when it was read back.
     *
     * @throws RegistryError if that failed or took too long; then it may or may not be made
     */
    void append(Change change) {
        synchronized (writing) {
            write(change);
        }
    }

    /** Returns when every record that this writer may have left on the topic was read; at once, but after a failure. */
    void settle() {
        synchronized (writing) {
            if (uncertain) {
                write(new Change.Nothing());
            }
        }
    }

    private void write(Change change) {
        long deadline = System.nanoTime() + timeout.toNanos();
        uncertain = true;
        try {
            long offset = producer.send(new ProducerRecord<>(
                            partition.topic(), 0, ChangeJson.key(change), ChangeJson.value(change)))
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .offset();
            awaitRead(offset, deadline);
            uncertain = false;
        } catch (ExecutionException e) {
            throw RegistryError.storeFailed(String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            throw RegistryError.storeTimedOut();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RegistryError.storeFailed("the registry is stopping");
        }
    }

    private synchronized void awaitRead(long offset, long deadline) throws InterruptedException, TimeoutException {
        while (readUpTo <= offset) {
            if (failure != null) {
                throw RegistryError.storeFailed(String.valueOf(failure));
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (closed || left <= 0) {
                throw new TimeoutException("offset " + offset + " was not read back");
            }
            wait(left);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        consumer.wakeup();
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSE);
    }

    private void readToEnd() {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (consumer.position(partition) < end) {
            read();
        }
        LOG.debug("read {} up to offset {}", partition, end);
    }

    private void readOn() {
        try {
            while (!isClosed()) {
                read();
            }
        } catch (WakeupException e) {
            LOG.debug("stops reading {}", partition, e);
        } catch (RuntimeException e) {
            LOG.error("The registry can read {} no longer; it answers, but takes no changes", partition, e);
            synchronized (this) {
                failure = e;
                notifyAll();
            }
        } finally {
            consumer.close(AT_ONCE);
        }
    }

    private void read() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            change(record).ifPresent(reader);
        }
        synchronized (this) {
            readUpTo = consumer.position(partition);
            notifyAll();
        }
    }

    private Optional<Change> change(ConsumerRecord<byte[], byte[]> record) {
        try {
            Optional<Change> change = ChangeJson.read(record.key(), record.value());
            if (change.isEmpty()) {
                LOG.warn("{} offset {} holds a record of an unknown kind; it is left out", partition, record.offset());
            }
            return change;
        } catch (IOException e) {
            LOG.warn("{} offset {} is no record of a registry and left out", partition, record.offset());
            LOG.debug("why it is none", e);
            return Optional.empty();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }
}
