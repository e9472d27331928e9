package dev.bellwether.schemas.follow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.schemas.follow.FakeTopic.FakeConsumer;
import dev.bellwether.schemas.registry.SchemaRegistryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicFollowerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");

    private final FakeTopic topic = new FakeTopic();
    private final Notes notes = new Notes();
    private final AtomicReference<Instant> clock = new AtomicReference<>(TEN);
    private final Queue<TopicFollower> followers = new ArrayDeque<>();

    /** What a listener was told, in words. */
    private static final class Notes implements TopicListener {

        private final List<String> told = new CopyOnWriteArrayList<>();
        private volatile String incomprehensible = "";

        @Override
        public void tell(ConsumerRecord<byte[], byte[]> record) {
            String value = new String(record.value(), UTF_8);
            if (value.equals(incomprehensible)) {
                throw new SchemaRegistryException("no schema");
            }
            told.add(value);
        }

        @Override
        public void pause() {
            told.add(".");
        }

        @Override
        public void loaded(int partition) {
            told.add("loaded " + partition);
        }

        @Override
        public void loaded() {
            told.add("loaded all");
        }

        @Override
        public void left(int partition) {
            told.add("left " + partition);
        }

        @Override
        public void failed(RuntimeException why) {
            told.add("failed");
        }
    }

    @AfterEach
    void close() {
        followers.forEach(TopicFollower::close);
    }

    @Test
    void whatStandsOnTheTopic_isToldBeforeItIsLoaded() {
        FakeConsumer consumer = topic.consumer(2, 0);
        consumer.brings(0, 0, "a");
        consumer.brings(0, 1, "b");
        TopicFollower follower = follow(topic.whole());

        assertThat(follower.awaitLoaded(PATIENCE)).isTrue();
        assertThat(notes.told).containsExactly("loaded 1", "a", ".", "b", ".", "loaded 0", "loaded all");
        assertThat(follower.isLoaded()).isTrue();
        assertThat(follower.trouble()).isNull();

        consumer.brings(1, 0, "c");
        await().atMost(PATIENCE).until(() -> notes.told.contains("c"));
    }

    @Test
    void knownUntil_isWhenTheLastEndThatWasReachedWasAskedFor() {
        FakeConsumer consumer = topic.consumer(1);
        TopicFollower follower = follow(topic.whole());
        awaitPolls(consumer);
        assertThat(follower.knownUntil()).as("one is missing yet").isEmpty();

        consumer.brings(0, 0, "a");
        await().atMost(PATIENCE).until(() -> follower.knownUntil().equals(Optional.of(TEN)));

        consumer.ends(2);
        awaitChecked();
        clock.set(TEN.plusSeconds(1));
        awaitPolls(consumer);
        assertThat(follower.knownUntil())
                .as("what was written since is not read")
                .contains(TEN);

        consumer.brings(0, 1, "b");
        await().atMost(PATIENCE).until(() -> follower.knownUntil().equals(Optional.of(TEN.plusSeconds(1))));
    }

    /** A consumer that is polled says nothing of a broker that does not answer. */
    @Test
    void brokerThatDoesNotAnswer_isTroubleUntilItDoes() {
        FakeConsumer consumer = topic.consumer(0);
        TopicFollower follower = follow(topic.whole());
        assertThat(follower.awaitLoaded(PATIENCE)).isTrue();

        topic.answers(false);
        await().atMost(PATIENCE).until(() -> follower.trouble() != null);
        awaitPolls(consumer);
        assertThat(follower.trouble())
                .as("polls that bring nothing prove nothing")
                .isEqualTo("no answer");
        assertThat(follower.isLoaded()).as("what was told stays").isTrue();
        assertThat(notes.told).contains("failed");

        clock.set(TEN.plusSeconds(1));
        topic.answers(true);
        await().atMost(PATIENCE).until(() -> follower.trouble() == null);
        await().atMost(PATIENCE).until(() -> follower.knownUntil().equals(Optional.of(TEN.plusSeconds(1))));
    }

    @Test
    void recordThatCannotBeUnderstoodNow_isToldAgain_andNoneBeforeIt() {
        FakeConsumer consumer = topic.consumer(3);
        notes.incomprehensible = "b";
        consumer.schedulePollTask(() -> {
            consumer.addRecord(new ConsumerRecord<>(FakeTopic.NAME, 0, 0, new byte[0], "a".getBytes(UTF_8)));
            consumer.addRecord(new ConsumerRecord<>(FakeTopic.NAME, 0, 1, new byte[0], "b".getBytes(UTF_8)));
        });
        TopicFollower follower = follow(topic.whole());
        await().atMost(PATIENCE).until(() -> follower.trouble() != null);
        awaitChecked();
        assertThat(follower.trouble())
                .as("a broker that answers is no registry")
                .isEqualTo("no schema");
        assertThat(notes.told).startsWith("a", "failed");

        notes.incomprehensible = "";
        consumer.brings(0, 1, "b");
        consumer.brings(0, 2, "c");

        assertThat(follower.awaitLoaded(PATIENCE)).isTrue();
        assertThat(notes.told).containsOnlyOnce("a").containsSubsequence("b", "c", "loaded all");
        assertThat(follower.trouble()).isNull();
    }

    @Test
    void wholeTopic_isGoneOnWithWhereReadingStopped() {
        FakeConsumer first = topic.consumer(1);
        first.brings(0, 0, "a");
        TopicFollower follower = follow(topic.whole());
        assertThat(follower.awaitLoaded(PATIENCE)).isTrue();

        first.schedulePollTask(() -> first.setPollException(new KafkaException("refused")));
        await().atMost(PATIENCE).until(() -> follower.trouble() != null);
        assertThat(follower.isLoaded()).isTrue();

        FakeConsumer second = topic.consumer(2);
        second.brings(0, 0, "a");
        second.brings(0, 1, "b");
        await().atMost(PATIENCE).until(() -> notes.told.contains("b"));
        assertThat(notes.told).containsOnlyOnce("a").doesNotContain("left 0");
        await().atMost(PATIENCE).until(() -> follower.trouble() == null);
    }

    @Test
    void topicThatDoesNotExistYet_isTriedAgain() {
        topic.consumer();
        TopicFollower follower = follow(topic.whole());
        await().atMost(PATIENCE).until(() -> follower.trouble() != null);

        topic.consumer(0);

        assertThat(follower.awaitLoaded(PATIENCE)).isTrue();
        assertThat(follower.trouble()).isNull();
    }

    @Test
    void partitionsThatATopicGets_areFollowedToo() {
        FakeConsumer consumer = topic.consumer(0);
        TopicFollower follower = follow(topic.whole());
        assertThat(follower.awaitLoaded(PATIENCE)).isTrue();

        consumer.ends(0, 1);
        await().atMost(PATIENCE).until(() -> !follower.isLoaded());
        consumer.brings(1, 0, "a");

        await().atMost(PATIENCE).until(follower::isLoaded);
        assertThat(notes.told).containsSubsequence("loaded all", "a", "loaded 1", "loaded all");
    }

    @Test
    void share_isWhatTheGroupGives() {
        FakeConsumer consumer = topic.consumer(1, 1, 1);
        TopicFollower follower = follow(topic.shared());
        awaitPolls(consumer);
        assertThat(follower.isLoaded()).as("nothing is known of a share").isFalse();

        consumer.isGiven();
        await().atMost(PATIENCE).until(follower::isLoaded);
        assertThat(follower.knownUntil()).isEmpty();

        consumer.isGiven(0, 2);
        await().atMost(PATIENCE).until(() -> !follower.isLoaded());
        consumer.brings(0, 0, "a");
        consumer.brings(2, 0, "b");
        await().atMost(PATIENCE).until(follower::isLoaded);
        assertThat(follower.knownUntil()).contains(TEN);

        consumer.isGiven(2);
        await().atMost(PATIENCE).until(() -> notes.told.contains("left 0"));
        assertThat(notes.told).contains("loaded 0", "loaded 2").doesNotContain("left 2");
    }

    @Test
    void shareOfABrokerThatDoesNotAnswer_isKept() {
        FakeConsumer consumer = topic.consumer(0);
        consumer.isGiven(0);
        TopicFollower follower = follow(topic.shared());
        await().atMost(PATIENCE).until(follower::isLoaded);

        topic.answers(false);
        await().atMost(PATIENCE).until(() -> follower.trouble() != null);
        awaitPolls(consumer);

        assertThat(notes.told).doesNotContain("left 0");
        assertThat(follower.isLoaded()).isTrue();
    }

    @Test
    void shareOfAConsumerThatHadToBeClosed_isBegunWithAnew() {
        FakeConsumer first = topic.consumer(1);
        first.isGiven(0);
        first.brings(0, 0, "a");
        TopicFollower follower = follow(topic.shared());
        assertThat(follower.awaitLoaded(PATIENCE)).isTrue();

        first.schedulePollTask(() -> first.setPollException(new KafkaException("refused")));
        await().atMost(PATIENCE).until(() -> notes.told.contains("left 0"));
        await().atMost(PATIENCE).until(() -> !follower.isLoaded());

        FakeConsumer second = topic.consumer(1);
        awaitPolls(second);
        assertThat(follower.isLoaded())
                .as("the group has not said yet what is its share")
                .isFalse();
        second.isGiven(0);
        second.brings(0, 0, "a");
        await().atMost(PATIENCE).until(follower::isLoaded);
        assertThat(notes.told).containsSubsequence("a", "left 0", "a", "loaded 0");
    }

    @Test
    void listenerThatFails_endsReading_andThatIsToldAsTrouble() {
        FakeConsumer consumer = topic.consumer(1);
        TopicFollower follower = TopicFollower.of(
                topic.whole(),
                record -> {
                    throw new IllegalStateException("a bug");
                },
                clock::get);
        followers.add(follower);
        follower.start();
        consumer.brings(0, 0, "a");

        await().atMost(PATIENCE).until(consumer::closed);
        await().atMost(PATIENCE).until(() -> follower.trouble() != null);
        assertThat(follower.trouble()).contains("reading has ended", "a bug");
    }

    private TopicFollower follow(FollowedTopic followed) {
        TopicFollower follower = TopicFollower.of(followed, notes, clock::get);
        followers.add(follower);
        follower.start();
        return follower;
    }

    /** Ends that were asked for after this was called have been compared with what was read. */
    private void awaitChecked() {
        int before = topic.questions();
        await().atMost(PATIENCE).until(() -> topic.questions() > before + 1);
    }

    /** Some polls, and what the follower does between them. */
    private static void awaitPolls(FakeConsumer consumer) {
        for (int i = 0; i < 3; i++) {
            CountDownLatch polled = new CountDownLatch(1);
            consumer.schedulePollTask(polled::countDown);
            await().atMost(PATIENCE).until(() -> polled.getCount() == 0);
        }
    }
}
