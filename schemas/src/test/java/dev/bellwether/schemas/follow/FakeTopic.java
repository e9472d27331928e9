package dev.bellwether.schemas.follow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** A topic whose consumers are told what they find. */
final class FakeTopic {

    static final String NAME = "topic";

    private static final Duration SOON = Duration.ofMillis(10);

    private final Queue<FakeConsumer> prepared = new ConcurrentLinkedQueue<>();
    private final AtomicInteger questions = new AtomicInteger();
    private volatile boolean answering = true;

    /** Whether the broker answers questions; records come or do not come all the same. */
    void answers(boolean does) {
        answering = does;
    }

    /** How often it was asked where the topic ends. */
    int questions() {
        return questions.get();
    }

    FollowedTopic whole() {
        return new FollowedTopic(NAME, false, this::open, SOON, SOON);
    }

    FollowedTopic shared() {
        return new FollowedTopic(NAME, true, this::open, SOON, SOON);
    }

    /**
     * The consumer that is opened next; where none is prepared, none can be opened.
     *
     * @param ends of partitions 0, 1, …
     */
    FakeConsumer consumer(long... ends) {
        FakeConsumer consumer = new FakeConsumer();
        consumer.ends(ends);
        prepared.add(consumer);
        return consumer;
    }

    private Consumer<byte[], byte[]> open() {
        FakeConsumer next = prepared.poll();
        if (next == null) {
            throw new KafkaException("away");
        }
        return next;
    }

    static TopicPartition partition(int number) {
        return new TopicPartition(NAME, number);
    }

    final class FakeConsumer extends MockConsumer<byte[], byte[]> {

        private FakeConsumer() {
            super("earliest");
        }

        void ends(long... ends) {
            Map<TopicPartition, Long> begins = new HashMap<>();
            Map<TopicPartition, Long> all = new HashMap<>();
            for (int i = 0; i < ends.length; i++) {
                begins.put(partition(i), 0L);
                all.put(partition(i), ends[i]);
            }
            updateBeginningOffsets(begins);
            updateEndOffsets(all);
            updatePartitions(
                    NAME,
                    IntStream.range(0, ends.length)
                            .mapToObj(i -> new PartitionInfo(NAME, i, Node.noNode(), new Node[0], new Node[0]))
                            .toList());
        }

        /** What one of the next polls brings. */
        void brings(int partition, long offset, String value) {
            schedulePollTask(
                    () -> addRecord(new ConsumerRecord<>(NAME, partition, offset, new byte[0], value.getBytes(UTF_8))));
        }

        /** What the group gives it in one of the next polls. */
        void isGiven(Integer... partitions) {
            schedulePollTask(() -> rebalance(
                    List.of(partitions).stream().map(FakeTopic::partition).toList()));
        }

        @Override
        public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration timeout) {
            questions.incrementAndGet();
            if (!answering) {
                throw new TimeoutException("no answer");
            }
            return super.endOffsets(partitions, timeout);
        }
    }
}
