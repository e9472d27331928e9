package dev.bellwether.kubernetes.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.kubernetes.cluster.Change;
import dev.bellwether.observation.log.LimitedWarning;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.registry.SchemaRegistryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is in the outbox to the topic, on one thread: key {@code pod/<uid>}, value the object, or nothing where it is to be
 * forgotten. What the broker did not take is tried again after a pause, unless there is something newer to say by then.
 */
final class TopicWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TopicWriter.class);

    private static final int BATCH = 1_000;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final Outbox outbox;
    private final Producer<byte[], byte[]> producer;
    private final FactCodec codec;
    private final Topic topic;
    private final WatchMeters meters;
    private final Duration pause;
    private final LimitedWarning failing = new LimitedWarning(log);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "kubernetes-writer");
    private volatile @Nullable String trouble;

    /** @param pause after something could not be written */
    TopicWriter(
            Outbox outbox,
            Producer<byte[], byte[]> producer,
            FactCodec codec,
            Topic topic,
            WatchMeters meters,
            Duration pause) {
        this.outbox = outbox;
        this.producer = producer;
        this.codec = codec;
        this.topic = topic;
        this.meters = meters;
        this.pause = pause;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** What kept the last changes from being written; null where they were. */
    @Nullable
    String trouble() {
        return trouble;
    }

    private void run() {
        try {
            do {
                trouble = write(outbox.take(BATCH));
            } while (!closing.await(trouble == null ? 0 : pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException | InterruptException e) {
            log.trace("woken up to close", e);
        }
    }

    /** All of them at once; answers what went wrong with the last one that has to be written again. */
    private @Nullable String write(List<Change> changes) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(changes.size());
        String wrong = null;
        for (Change change : changes) {
            try {
                sent.add(producer.send(record(change)));
            } catch (InterruptException e) {
                throw e;
            } catch (KafkaException | SchemaRegistryException e) {
                wrong = failed(change, e);
                break; // the others would wait as long, one after the other
            }
        }
        for (int index = 0; index < sent.size(); index++) {
            try {
                sent.get(index).get();
                meters.written();
            } catch (ExecutionException e) {
                String said = failed(changes.get(index), e.getCause() == null ? e : e.getCause());
                wrong = said == null ? wrong : said;
            }
        }
        changes.subList(Math.min(changes.size(), sent.size() + 1), changes.size())
                .forEach(outbox::giveBack);
        return wrong;
    }

    private @Nullable String failed(Change change, Throwable cause) {
        if (cause instanceof RecordTooLargeException) {
            meters.tooLarge();
            failing.warn("An object is too large for topic {}, and is left out: {}", topic, change.key());
            return null;
        }
        meters.writeFailed();
        outbox.giveBack(change);
        failing.warn("Objects of Kubernetes cannot be written to topic {}; tried again: {}", topic, cause.toString());
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private ProducerRecord<byte[], byte[]> record(Change change) {
        return new ProducerRecord<>(topic.name(), change.key().toString().getBytes(UTF_8), value(change));
    }

    @SuppressWarnings("NullAway") // Kafka's classes are not annotated: null is a tombstone there
    private byte[] value(Change change) {
        return change.object() == null ? null : codec.encode(topic, ClusterFacts.toFact(change.object()));
    }

    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        producer.close(CLOSE_WITHIN);
    }
}
