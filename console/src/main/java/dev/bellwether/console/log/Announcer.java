package dev.bellwether.console.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes what somebody announces to the deployments topic, by service key; done when all replicas in sync have it. */
public final class Announcer implements AutoCloseable {

    private static final int MAX_WAITING = 64;

    private final Producer<byte[], byte[]> producer;
    private final Topic topic;
    private final FactCodec codec;

    /** Sending blocks while the broker or the registry is away, and that must not hold up anybody else. */
    private final ThreadPoolExecutor writers =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), Announcer::thread);

    /** @param patience how long the broker may take */
    public Announcer(Map<String, Object> kafka, Topics topics, FactCodec codec, Duration patience) {
        this(open(kafka, patience), topics, codec);
    }

    Announcer(Producer<byte[], byte[]> producer, Topics topics, FactCodec codec) {
        this.producer = producer;
        this.topic = topics.deployments();
        this.codec = codec;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "console-announcer");
        thread.setDaemon(true);
        return thread;
    }

    private static Producer<byte[], byte[]> open(Map<String, Object> kafka, Duration patience) {
        int millis = (int) patience.toMillis();
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "bellwether-console-announcer");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1024L * 1024);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Writes an event.
     *
     * @return its offset in the partition of its service, when it is durable; or {@link NotWrittenException} if the broker
     *     or the registry does not take it in time, or too many wait already
     */
    public CompletableFuture<Long> write(DeploymentEvent event) {
        CompletableFuture<Long> written = new CompletableFuture<>();
        try {
            writers.execute(() -> send(event, written));
        } catch (RejectedExecutionException e) {
            written.completeExceptionally(new NotWrittenException("too many announcements wait to be written", e));
        }
        return written;
    }

    private void send(DeploymentEvent event, CompletableFuture<Long> written) {
        try {
            byte[] key = ServiceKey.from(event).toString().getBytes(UTF_8);
            var unused = producer.send(
                    new ProducerRecord<>(topic.name(), key, codec.encode(topic, event)), (metadata, e) -> {
                        if (e == null) {
                            written.complete(metadata.offset());
                        } else {
                            written.completeExceptionally(notWritten(e));
                        }
                    });
        } catch (RuntimeException e) { // Kafka's, and the registry's
            written.completeExceptionally(notWritten(e));
        }
    }

    private NotWrittenException notWritten(Exception e) {
        return new NotWrittenException("topic " + topic + " could not be written: " + e.getMessage(), e);
    }

    /** An event may or may not have reached the topic: nobody confirmed it. */
    public static final class NotWrittenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotWrittenException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    @Override
    public void close() {
        writers.shutdownNow();
        producer.close(Duration.ofSeconds(2));
    }
}
