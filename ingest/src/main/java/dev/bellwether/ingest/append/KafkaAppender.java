package dev.bellwether.ingest.append;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.bellwether.schemas.OtlpHeaders;
import dev.bellwether.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Appends to Kafka: key null, value the request's bytes, partition by {@link ContentHash} so that the same bytes always meet the same
 * partition (as long as the topic's number of partitions stays). Headers: {@link OtlpHeaders#CONTENT_TYPE}, {@link OtlpHeaders#HASH},
 * {@link OtlpHeaders#CLIENT_ADDRESS}.
 *
 * <p>While the broker is away, {@link BrokerWatch} knows it: records fail at once, and it is looked for.
 *
 * <p>A producer may block while it looks for a broker, so it is called on threads of its own, never on a caller's.
 */
public final class KafkaAppender implements Appender {

    private static final int MAX_THREADS = 4;

    /** A broker that is back should not wait for clients, nor they for a broker that has gone. */
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(250);

    private final BrokerWatch watch;
    private final Topics topics;
    private final Duration closeTimeout;
    private final ExecutorService threads;

    /**
     * @param producers opens a producer with the settings of {@link ProducerSettings}; again after each outage
     * @param topics where the topics' names come from
     * @param acknowledgeTimeout after which a producer has given up a record
     * @param closeTimeout how long {@link #close} waits for records on the way
     */
    KafkaAppender(
            Supplier<Producer<byte[], byte[]>> producers,
            Topics topics,
            Duration acknowledgeTimeout,
            Duration closeTimeout) {
        this.topics = requireNonNull(topics, "topics");
        this.closeTimeout = requireNonNull(closeTimeout, "closeTimeout");
        this.threads = newThreads();
        // Twice: a record may wait for its turn as long as for its answer.
        Duration patience = acknowledgeTimeout.multipliedBy(2).plusSeconds(1);
        this.watch = new BrokerWatch(
                        producers,
                        Stream.of(Feed.values()).map(this::topic).toList(),
                        WATCH_INTERVAL,
                        patience,
                        Clocks.system())
                .start();
    }

    /** Connects in the background; a broker that is not there yet is an outage, and no error here. */
    public static KafkaAppender connect(
            ProducerSettings settings, Map<String, ?> client, Topics topics, Duration closeTimeout) {
        var serializer = new ByteArraySerializer();
        Map<String, Object> properties = settings.over(client);
        return new KafkaAppender(
                () -> new KafkaProducer<>(properties, serializer, serializer),
                topics,
                settings.acknowledgeTimeout(),
                closeTimeout);
    }

    @Override
    public CompletableFuture<Void> append(RawRecord record, long deadlineNanos) {
        Optional<Outage> outage = watch.outage();
        if (outage.isPresent()) {
            return CompletableFuture.failedFuture(unavailable(outage.get().inWords(), null));
        }
        Append append = new Append(record, deadlineNanos, watch.session());
        try {
            threads.execute(append::send);
        } catch (RejectedExecutionException e) {
            append.appended.completeExceptionally(unavailable("closed", e));
        }
        return append.appended;
    }

    @Override
    public Optional<Outage> outage() {
        return watch.outage();
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
        watch.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String topic(Feed feed) {
        return switch (feed) {
            case TRACES -> topics.otlpSpans().name();
            case METRICS -> topics.otlpMetrics().name();
            case LOGS -> topics.otlpLogs().name();
            case SAMPLES -> topics.prometheusSamples().name();
        };
    }

    /** A tick, which tells readers nothing: the producer chooses a partition that can be written. */
    static ProducerRecord<byte[], byte[]> tick(String topic) {
        Header tick = new RecordHeader(OtlpHeaders.TICK, new byte[0]);
        return new ProducerRecord<>(topic, null, null, null, new byte[0], List.of(tick));
    }

    private ProducerRecord<byte[], byte[]> toKafka(RawRecord record, Producer<byte[], byte[]> producer) {
        String topic = topic(record.feed());
        ContentHash hash = ContentHash.of(record.value());
        int partitions = producer.partitionsFor(topic).size(); // answered from the producer's cache
        List<Header> headers = new ArrayList<>(3);
        headers.add(
                new RecordHeader(OtlpHeaders.CONTENT_TYPE, record.mediaType().getBytes(UTF_8)));
        headers.add(new RecordHeader(OtlpHeaders.HASH, hash.toBytes()));
        headers.add(new RecordHeader(
                OtlpHeaders.CLIENT_ADDRESS, record.clientAddress().getBytes(UTF_8)));
        return new ProducerRecord<>(topic, hash.partition(partitions), null, null, record.value(), headers);
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

    /** A record on its way through one producer. */
    private final class Append {

        private final RawRecord record;
        private final long deadlineNanos;
        private final ProducerSession session;
        private final long begunNanos = System.nanoTime();
        private final CompletableFuture<Void> appended = new CompletableFuture<>();

        private Append(RawRecord record, long deadlineNanos, ProducerSession session) {
            this.record = record;
            this.deadlineNanos = deadlineNanos;
            this.session = session;
            session.begin(appended, begunNanos);
        }

        private void send() {
            if (System.nanoTime() - deadlineNanos >= 0) {
                fail(unavailable("its turn did not come in time", null));
                return;
            }
            try {
                Producer<byte[], byte[]> producer = session.producer();
                var unused = producer.send(toKafka(record, producer), (metadata, error) -> {
                    if (error == null) {
                        succeed();
                    } else {
                        fail(error);
                    }
                });
            } catch (RuntimeException e) { // whatever it is, somebody waits for an answer
                fail(e);
            }
        }

        private void succeed() {
            session.end(appended);
            watch.answered(topic(record.feed()));
            appended.complete(null);
        }

        private void fail(Exception error) {
            session.end(appended);
            if (error instanceof InterruptException) {
                Thread.currentThread().interrupt();
            }
            if (error instanceof RecordTooLargeException) { // says nothing of the broker, which may never have seen it
                appended.completeExceptionally(
                        new AppendException(AppendException.Kind.TOO_LARGE, String.valueOf(error.getMessage()), error));
                return;
            }
            watch.unanswered(topic(record.feed()), begunNanos, error);
            appended.completeExceptionally(unavailable("the broker did not acknowledge in time", error));
        }
    }
}
