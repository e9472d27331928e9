package dev.bellwether.ingest.append;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.bellwether.schemas.OtlpHeaders;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import dev.bellwether.telemetry.otlp.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to Kafka: key null, value the request's bytes, partition by {@link ContentHash} so that the same bytes always meet the same
 * partition (as long as the topic's number of partitions stays). Headers: {@link OtlpHeaders#CONTENT_TYPE}, {@link OtlpHeaders#HASH},
 * {@link OtlpHeaders#CLIENT_ADDRESS}.
 *
 * <p>A producer may block while it looks for a broker, so it is called on threads of its own, never on a caller's.
 */
public final class KafkaAppender implements Appender {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaAppender.class);

    private static final byte[] PROTOBUF = "application/x-protobuf".getBytes(UTF_8);
    private static final Header CONTENT_TYPE = new RecordHeader(OtlpHeaders.CONTENT_TYPE, PROTOBUF);
    private static final int MAX_THREADS = 4;

    private final Producer<byte[], byte[]> producer;
    private final Topics topics;
    private final Duration closeTimeout;
    private final ExecutorService threads;
    private final FailureLog failures = new FailureLog(LOG);

    /**
     * @param producer whose settings are those of {@link ProducerSettings}; closed with this appender
     * @param topics where the topics' names come from
     * @param closeTimeout how long {@link #close} waits for records on the way
     */
    public KafkaAppender(Producer<byte[], byte[]> producer, Topics topics, Duration closeTimeout) {
        this.producer = requireNonNull(producer, "producer");
        this.topics = requireNonNull(topics, "topics");
        this.closeTimeout = requireNonNull(closeTimeout, "closeTimeout");
        this.threads = newThreads();
    }

    /** Connects in the background; a broker that is not there yet is no error here. */
    public static KafkaAppender connect(
            ProducerSettings settings, Map<String, ?> client, Topics topics, Duration closeTimeout) {
        var serializer = new ByteArraySerializer();
        var appender = new KafkaAppender(
                new KafkaProducer<>(settings.over(client), serializer, serializer), topics, closeTimeout);
        for (Signal signal : Signal.values()) {
            appender.threads.execute(() -> appender.lookUp(signal));
        }
        return appender;
    }

    @Override
    public CompletableFuture<Void> append(OtlpRecord record, long deadlineNanos) {
        CompletableFuture<Void> appended = new CompletableFuture<>();
        try {
            threads.execute(() -> send(record, deadlineNanos, appended));
        } catch (RejectedExecutionException e) {
            appended.completeExceptionally(unavailable("closed", e));
        }
        return appended;
    }

    @Override
    public void close() {
        long end = System.nanoTime() + closeTimeout.toNanos();
        threads.shutdown();
        boolean interrupted = false;
        try {
            if (!threads.awaitTermination(closeTimeout.toNanos(), TimeUnit.NANOSECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            interrupted = true;
        }
        producer.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(OtlpRecord record, long deadlineNanos, CompletableFuture<Void> appended) {
        if (System.nanoTime() - deadlineNanos >= 0) {
            appended.completeExceptionally(unavailable("its turn did not come in time", null));
            return;
        }
        try {
            var unused = producer.send(toKafka(record), (metadata, error) -> {
                if (error == null) {
                    appended.complete(null);
                } else {
                    fail(appended, error);
                }
            });
        } catch (RuntimeException e) { // whatever it is, somebody waits for an answer
            fail(appended, e);
        }
    }

    private ProducerRecord<byte[], byte[]> toKafka(OtlpRecord record) {
        String topic = topic(record.signal()).name();
        ContentHash hash = ContentHash.of(record.value());
        int partitions = producer.partitionsFor(topic).size(); // answered from the producer's cache
        List<Header> headers = new ArrayList<>(3);
        headers.add(CONTENT_TYPE);
        headers.add(new RecordHeader(OtlpHeaders.HASH, hash.toBytes()));
        headers.add(new RecordHeader(
                OtlpHeaders.CLIENT_ADDRESS, record.clientAddress().getBytes(UTF_8)));
        return new ProducerRecord<>(topic, hash.partition(partitions), null, null, record.value(), headers);
    }

    private void lookUp(Signal signal) {
        try {
            producer.partitionsFor(topic(signal).name());
        } catch (KafkaException e) {
            failures.add(e);
        }
    }

    private Topic topic(Signal signal) {
        return switch (signal) {
            case TRACES -> topics.otlpSpans();
            case METRICS -> topics.otlpMetrics();
            case LOGS -> topics.otlpLogs();
        };
    }

    private void fail(CompletableFuture<Void> appended, Exception error) {
        failures.add(error);
        if (error instanceof InterruptException) {
            Thread.currentThread().interrupt();
        }
        if (error instanceof RecordTooLargeException) {
            appended.completeExceptionally(
                    new AppendException(AppendException.Kind.TOO_LARGE, String.valueOf(error.getMessage()), error));
        } else {
            appended.completeExceptionally(unavailable("the broker did not acknowledge in time", error));
        }
    }

    private static AppendException unavailable(String message, @Nullable Throwable cause) {
        return new AppendException(AppendException.Kind.UNAVAILABLE, message, cause);
    }

    private static ExecutorService newThreads() {
        AtomicInteger number = new AtomicInteger();
        int count = Math.max(1, Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()));
        return Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "ingest-append-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
