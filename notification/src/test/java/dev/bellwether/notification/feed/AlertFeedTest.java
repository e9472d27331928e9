package dev.bellwether.notification.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.notification.schedule.Schedule;
import dev.bellwether.notification.schedule.StandingAlert;
import dev.bellwether.notification.schedule.StandingAlerts;
import dev.bellwether.observation.meter.Catalogue.Notification;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topics;
import dev.bellwether.schemas.follow.FollowedTopic;
import dev.bellwether.testing.LocalSchemas;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertFeedTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String TOPIC = Topics.standard().alerts().name();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofMillis(10);

    private final FactCodec codec = new FactCodec(new LocalSchemas());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StandingAlerts standing =
            new StandingAlerts(new Schedule(Duration.ofMinutes(1), Duration.ofMinutes(15)), 100);
    private final AtomicInteger changes = new AtomicInteger();
    private final ShareOfAlerts consumer = new ShareOfAlerts();
    private final Queue<AlertFeed> feeds = new ArrayDeque<>();

    /** A member of a group, of a topic with two partitions. */
    private static final class ShareOfAlerts extends MockConsumer<byte[], byte[]> {

        private volatile boolean answering = true;

        private ShareOfAlerts() {
            super("earliest");
            updatePartitions(TOPIC, List.of(about(0), about(1)));
            updateBeginningOffsets(Map.of(partition(0), 0L, partition(1), 0L));
            ends(0, 0);
        }

        private void ends(long first, long second) {
            updateEndOffsets(Map.of(partition(0), first, partition(1), second));
        }

        private void isGiven(Integer... partitions) {
            schedulePollTask(() -> rebalance(
                    List.of(partitions).stream().map(ShareOfAlerts::partition).toList()));
        }

        @Override
        public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration timeout) {
            if (!answering) {
                throw new TimeoutException("no answer");
            }
            return super.endOffsets(partitions, timeout);
        }

        private static PartitionInfo about(int partition) {
            return new PartitionInfo(TOPIC, partition, Node.noNode(), new Node[0], new Node[0]);
        }

        private static TopicPartition partition(int number) {
            return new TopicPartition(TOPIC, number);
        }
    }

    @AfterEach
    void close() {
        feeds.forEach(AlertFeed::close);
    }

    @Test
    void alerts_standOnceTheirPartitionWasReadToItsEnd() {
        consumer.ends(2, 0);
        consumer.isGiven(0);
        brings(0, 0, "high-errors", AlertState.FIRING);
        AlertFeed feed = start();
        await().atMost(PATIENCE).until(() -> changes.get() == 1);
        assertThat(feed.isLoaded()).isFalse();
        assertThat(standing()).as("it may have been overtaken").isEmpty();

        brings(0, 1, "slow", AlertState.PENDING);
        await().atMost(PATIENCE).until(feed::isLoaded);

        assertThat(standing()).containsExactly("high-errors");
        assertThat(changes.get()).as("both records, and the end").isEqualTo(3);
        assertThat(Notification.READ.counter(meters).count()).isEqualTo(2);
    }

    @Test
    void partitionThatAnotherHas_standsHereNoLonger() {
        consumer.ends(1, 1);
        consumer.isGiven(0, 1);
        brings(0, 0, "high-errors", AlertState.FIRING);
        brings(1, 0, "slow", AlertState.FIRING);
        AlertFeed feed = start();
        await().atMost(PATIENCE).until(feed::isLoaded);
        assertThat(standing()).containsExactlyInAnyOrder("high-errors", "slow");

        consumer.isGiven(1);
        await().atMost(PATIENCE).until(() -> standing().equals(List.of("slow")));
    }

    @Test
    void brokerThatDoesNotAnswer_isTold_andWhatStoodGoesOnStanding() {
        consumer.ends(1, 0);
        consumer.isGiven(0);
        brings(0, 0, "high-errors", AlertState.FIRING);
        AlertFeed feed = start();
        await().atMost(PATIENCE).until(feed::isLoaded);

        consumer.answering = false;
        await().atMost(PATIENCE).until(() -> feed.trouble() != null);
        awaitPoll();

        assertThat(feed.trouble()).isEqualTo("no answer");
        assertThat(standing()).containsExactly("high-errors");
        assertThat(Notification.READER_FAILURES.counter(meters).count()).isPositive();

        consumer.answering = true;
        await().atMost(PATIENCE).until(() -> feed.trouble() == null);
    }

    @Test
    void whatIsNoFact_isCountedAndPassedOver() {
        consumer.ends(2, 0);
        consumer.isGiven(0);
        add(new ConsumerRecord<>(TOPIC, 0, 0, "x".getBytes(UTF_8), new byte[] {9, 9}));
        add(new ConsumerRecord<>(TOPIC, 0, 1, null, null));
        AlertFeed feed = start();
        await().atMost(PATIENCE).until(feed::isLoaded);

        assertThat(Notification.UNDECODABLE.counter(meters).count()).isEqualTo(2);
        assertThat(feed.trouble()).isNull();
    }

    private AlertFeed start() {
        AlertFeed feed = new AlertFeed(
                new FeedAccess(new FollowedTopic(TOPIC, true, () -> consumer, SOON, SOON), codec),
                standing,
                changes::incrementAndGet,
                () -> NOW,
                meters,
                List.of());
        feeds.add(feed);
        feed.start();
        return feed;
    }

    private List<String> standing() {
        return standing.present(NOW).stream().map(StandingAlert::fingerprint).toList();
    }

    private void brings(int partition, long offset, String name, AlertState state) {
        Alert alert = Alert.newBuilder()
                .setFingerprint(name)
                .setLabels(Map.of("alertname", name))
                .setState(state)
                .setActiveAt(NOW)
                .setStartsAt(NOW)
                .build();
        byte[] value = codec.encode(Topics.standard().alerts(), alert);
        add(new ConsumerRecord<>(TOPIC, partition, offset, name.getBytes(UTF_8), value));
    }

    private void add(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        consumer.schedulePollTask(() -> consumer.addRecord(record));
    }

    private void awaitPoll() {
        CountDownLatch polled = new CountDownLatch(1);
        consumer.schedulePollTask(polled::countDown);
        await().atMost(PATIENCE).until(() -> polled.getCount() == 0);
    }
}
