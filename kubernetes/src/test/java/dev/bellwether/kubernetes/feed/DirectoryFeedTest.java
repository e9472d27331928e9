package dev.bellwether.kubernetes.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.facts.KubernetesObject;
import dev.bellwether.kubernetes.cluster.ClusterObject;
import dev.bellwether.kubernetes.cluster.Kind;
import dev.bellwether.kubernetes.cluster.Life;
import dev.bellwether.kubernetes.cluster.ObjectKey;
import dev.bellwether.kubernetes.cluster.Placement;
import dev.bellwether.kubernetes.directory.Association;
import dev.bellwether.kubernetes.directory.Clues;
import dev.bellwether.kubernetes.directory.Directory;
import dev.bellwether.kubernetes.directory.Resolution.Reason;
import dev.bellwether.kubernetes.directory.Resolution.Resolved;
import dev.bellwether.kubernetes.directory.Resolution.Unresolved;
import dev.bellwether.kubernetes.watch.ClusterFacts;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topics;
import dev.bellwether.schemas.follow.FollowedTopic;
import dev.bellwether.testing.LocalSchemas;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DirectoryFeedTest {

    private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
    private static final String TOPIC = Topics.standard().kubernetes().name();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Directory directory = new Directory(List.of(Association.values()), Duration.ofMinutes(10));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FactCodec codec = new FactCodec(new LocalSchemas());
    private final Queue<MockConsumer<byte[], byte[]>> consumers = new ConcurrentLinkedQueue<>();
    private final Queue<DirectoryFeed> feeds = new ArrayDeque<>();

    @AfterEach
    void close() {
        feeds.forEach(DirectoryFeed::close);
    }

    @Test
    void whatStandsOnTheTopic_isToldBeforeItIsLoaded() {
        MockConsumer<byte[], byte[]> consumer = consumer(3);
        tell(consumer, 0, "pod/a", pod("a"));
        tell(consumer, 1, "pod/b", pod("b"));
        DirectoryFeed feed = start();

        assertThat(feed.awaitLoaded(Duration.ofMillis(20)))
                .as("one is missing yet")
                .isFalse();
        await().atMost(PATIENCE).until(() -> directory.size() == 2);
        assertThat(directory.resolve(Clues.NONE.withPodUid("a"), TEN))
                .as("what is missing may be what counts")
                .isEqualTo(new Unresolved(Reason.LOADING, false));
        tell(consumer, 2, "pod/c", pod("c"));

        assertThat(feed.awaitLoaded(PATIENCE)).isTrue();
        assertThat(directory.size()).isEqualTo(3);
        assertThat(knows("a")).isTrue();
        assertThat(count("bellwether.enrichment.directory.read")).isEqualTo(3);
    }

    @Test
    void changes_areToldAsTheyCome() {
        MockConsumer<byte[], byte[]> consumer = consumer(0);
        DirectoryFeed feed = start();
        assertThat(feed.awaitLoaded(PATIENCE)).as("an empty topic").isTrue();

        tell(consumer, 0, "pod/a", pod("a"));
        await().atMost(PATIENCE).until(() -> knows("a"));
        tell(consumer, 1, "pod/a", null);
        await().atMost(PATIENCE).until(() -> !knows("a"));
        assertThat(directory.size()).isZero();
    }

    @Test
    void whatIsNoFact_isCountedAndPassedOver() {
        MockConsumer<byte[], byte[]> consumer = consumer(4);
        add(consumer, new ConsumerRecord<>(TOPIC, 0, 0, "pod/x".getBytes(UTF_8), new byte[] {9, 9}));
        add(consumer, new ConsumerRecord<>(TOPIC, 0, 1, "what".getBytes(UTF_8), null));
        tell(consumer, 2, "pod/a", pod("a"));
        KubernetesObject ofLater = KubernetesObject.newBuilder().setUid("z").build();
        add(
                consumer,
                new ConsumerRecord<>(
                        TOPIC,
                        0,
                        3,
                        "later/z".getBytes(UTF_8),
                        codec.encode(Topics.standard().kubernetes(), ofLater)));

        assertThat(start().awaitLoaded(PATIENCE)).isTrue();
        assertThat(knows("a")).isTrue();
        assertThat(count("bellwether.enrichment.directory.undecodable")).isEqualTo(1);
        assertThat(count("bellwether.enrichment.directory.unknown")).isEqualTo(2);
        assertThat(count("bellwether.enrichment.directory.told")).isEqualTo(1);
        assertThat(count("bellwether.enrichment.directory.read"))
                .as("read = told + undecodable + of an unknown kind")
                .isEqualTo(4);
    }

    @Test
    void brokerThatGoesAway_isComeBackTo_whereReadingStopped() {
        MockConsumer<byte[], byte[]> first = consumer(1);
        tell(first, 0, "pod/a", pod("a"));
        DirectoryFeed feed = start();
        assertThat(feed.awaitLoaded(PATIENCE)).isTrue();

        first.schedulePollTask(() -> first.setPollException(new KafkaException("away")));
        await().atMost(PATIENCE).until(() -> feed.trouble() != null);
        assertThat(knows("a")).as("what was told stays").isTrue();

        MockConsumer<byte[], byte[]> second = consumer(2);
        tell(second, 0, "pod/a", pod("a"));
        tell(second, 1, "pod/b", pod("b"));
        await().atMost(PATIENCE).until(() -> knows("b"));
        await().atMost(PATIENCE).until(() -> feed.trouble() == null);
        assertThat(count("bellwether.enrichment.directory.read"))
                .as("nothing is read twice")
                .isEqualTo(2);
        assertThat(count("bellwether.enrichment.directory.failures")).isPositive();
    }

    private DirectoryFeed start() {
        FollowedTopic topic = new FollowedTopic(TOPIC, false, this::open, Duration.ofMillis(10), Duration.ofMillis(10));
        DirectoryFeed feed = DirectoryFeed.start(new FeedAccess(topic, codec, meters), directory);
        feeds.add(feed);
        return feed;
    }

    private Consumer<byte[], byte[]> open() {
        MockConsumer<byte[], byte[]> next = consumers.poll();
        if (next == null) {
            throw new KafkaException("away");
        }
        return next;
    }

    private boolean knows(String pod) {
        return directory.resolve(Clues.NONE.withPodUid(pod), TEN) instanceof Resolved;
    }

    private double count(String meter) {
        return meters.get(meter).counter().count();
    }

    /** One that will be opened next, for a topic that ends there. */
    private MockConsumer<byte[], byte[]> consumer(long end) {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, Node.noNode(), new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, end));
        consumers.add(consumer);
        return consumer;
    }

    private void tell(MockConsumer<byte[], byte[]> consumer, long offset, String key, @Nullable ClusterObject object) {
        add(
                consumer,
                new ConsumerRecord<>(
                        TOPIC,
                        0,
                        offset,
                        key.getBytes(UTF_8),
                        object == null
                                ? null
                                : codec.encode(Topics.standard().kubernetes(), ClusterFacts.toFact(object))));
    }

    private static void add(MockConsumer<byte[], byte[]> consumer, ConsumerRecord<byte[], byte[]> record) {
        consumer.schedulePollTask(() -> consumer.addRecord(record));
    }

    private static ClusterObject pod(String uid) {
        return new ClusterObject(
                new ObjectKey(Kind.POD, uid),
                uid,
                "shop",
                null,
                Placement.NONE,
                List.of(),
                Map.of(),
                Map.of(),
                Life.from(TEN));
    }
}
