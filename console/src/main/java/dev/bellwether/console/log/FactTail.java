package dev.bellwether.console.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.console.log.TailQuery.Start;
import dev.bellwether.schemas.FactJson;
import dev.bellwether.schemas.registry.SchemaRegistryException;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tail: a consumer of its own, read only as fast as the sink takes lines, so that a slow reader costs one fetch of
 * memory and no more. Lines are passed on in the order of each partition, and at once when the topic has no more.
 */
final class FactTail implements Runnable {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int CHUNK_CHARS = 32 * 1024;

    private static final Logger log = LoggerFactory.getLogger(FactTail.class);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final TailQuery query;
    private final FactLines lines;
    private final TailSink sink;
    private final Counter sent;
    private final StringBuilder chunk = new StringBuilder();
    private volatile @Nullable Consumer<byte[], byte[]> current;
    private volatile boolean stopped;

    FactTail(
            Supplier<Consumer<byte[], byte[]>> consumers,
            String topic,
            TailQuery query,
            FactLines lines,
            TailSink sink,
            Counter sent) {
        this.consumers = consumers;
        this.topic = topic;
        this.query = query;
        this.lines = lines;
        this.sink = sink;
        this.sent = sent;
    }

    @Override
    public void run() {
        try {
            tail();
            sink.end();
        } catch (WakeupException e) {
            log.trace("woken up to stop", e);
            sink.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sink.end();
        } catch (KafkaException | SchemaRegistryException e) {
            log.debug("tail of {} failed", topic, e);
            sink.fail(e);
        } catch (RuntimeException e) {
            sink.fail(e);
            throw e;
        }
    }

    private void tail() throws InterruptedException {
        Consumer<byte[], byte[]> consumer = consumers.get();
        current = consumer;
        try {
            if (stopped) {
                return; // stop() may have looked for the consumer before there was one to wake up
            }
            Map<TopicPartition, Long> ends = position(consumer);
            if (sink.begin()) {
                read(consumer, ends);
            }
        } finally {
            current = null;
            Consumers.close(consumer);
        }
    }

    /** Goes to where the tail begins; returns where it ends, empty where it does not. */
    private Map<TopicPartition, Long> position(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = Consumers.partitions(consumer, topic);
        consumer.assign(partitions);
        if (query.time() != null) {
            Consumers.seekToTime(consumer, partitions, query.time().toEpochMilli());
        } else if (query.start() == Start.NOW) {
            consumer.seekToEnd(partitions);
        } else {
            consumer.seekToBeginning(partitions);
        }
        partitions.forEach(consumer::position); // seeking is lazy: settle it before anybody is told that it begins
        return query.follow() ? Map.of() : consumer.endOffsets(partitions);
    }

    private void read(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) throws InterruptedException {
        while (!stopped && (query.follow() || !Consumers.reached(consumer, ends))) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
                if (end != null && record.offset() >= end) {
                    continue;
                }
                if (!append(record)) {
                    return;
                }
            }
            if (!flush()) {
                return;
            }
        }
    }

    private boolean append(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        Optional<ObjectNode> tree = lines.toTree(record);
        // what cannot be read cannot be asked about its fields: it is shown, whatever the filter
        if (tree.isPresent() && (query.filter().admits(tree.get()) || isUndecodable(tree.get()))) {
            chunk.append(FactJson.write(tree.get())).append('\n');
            sent.increment();
        }
        return chunk.length() < CHUNK_CHARS || flush();
    }

    private static boolean isUndecodable(ObjectNode tree) {
        return tree.path("fact").asText().equals("undecodable");
    }

    private boolean flush() throws InterruptedException {
        if (chunk.isEmpty()) {
            return !stopped;
        }
        String text = chunk.toString();
        chunk.setLength(0);
        return sink.write(text) && !stopped;
    }

    /** Ends the tail soon, from any thread. */
    void stop() {
        stopped = true;
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        sink.stop();
    }
}
