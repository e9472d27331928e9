package dev.bellwether.console.log;

import static dev.bellwether.console.Fixtures.NOON;
import static dev.bellwether.console.Fixtures.deployment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.console.view.FactViews;
import dev.bellwether.console.view.ViewLimits;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import dev.bellwether.testing.LocalSchemas;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FactReaderTest {

    private static final Topics TOPICS = Topics.standard();
    private static final List<Topic> READ =
            List.of(TOPICS.deployments(), TOPICS.verdicts(), TOPICS.alerts(), TOPICS.redWindows());
    private static final TopicPartition DEPLOYMENTS =
            new TopicPartition(TOPICS.deployments().name(), 0);

    private final LocalSchemas schemas = new LocalSchemas();
    private final FactCodec codec = new FactCodec(schemas);
    private final FactViews views = new FactViews(ViewLimits.STANDARD);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger changes = new AtomicInteger();
    private @Nullable FactReader reader;

    @AfterEach
    void close() {
        if (reader != null) {
            reader.close();
        }
    }

    /** Kafka's mock does not know times: here every record of a partition is younger than the time asked for. */
    private static final class TimedConsumer extends MockConsumer<byte[], byte[]> {

        private @Nullable Long asked;

        TimedConsumer() {
            super("earliest");
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            asked = times.values().iterator().next();
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            times.forEach((partition, time) -> found.put(partition, new OffsetAndTimestamp(7, time)));
            return found;
        }
    }

    /** A consumer of one partition of each topic, with this many deployment events. */
    private static TimedConsumer consumer(int events) {
        TimedConsumer consumer = new TimedConsumer();
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Topic topic : READ) {
            consumer.updatePartitions(topic.name(), List.of(new PartitionInfo(topic.name(), 0, null, null, null)));
            beginnings.put(new TopicPartition(topic.name(), 0), 0L);
            ends.put(new TopicPartition(topic.name(), 0), 0L);
        }
        ends.put(DEPLOYMENTS, (long) events);
        consumer.updateBeginningOffsets(beginnings);
        consumer.updateEndOffsets(ends);
        return consumer;
    }

    private ConsumerRecord<byte[], byte[]> event(long offset) {
        return new ConsumerRecord<>(
                DEPLOYMENTS.topic(),
                0,
                offset,
                "prod/shop/cart".getBytes(UTF_8),
                codec.encode(
                        TOPICS.deployments(),
                        deployment("id" + offset, "cart", "1." + offset, DeploymentPhase.STARTED, offset)));
    }

    private void start(List<TimedConsumer> consumers) {
        start(consumers, codec);
    }

    private void start(List<TimedConsumer> consumers, FactCodec reading) {
        List<TimedConsumer> left = new ArrayList<>(consumers);
        FactReader started = new FactReader(
                () -> left.remove(0),
                TOPICS,
                reading,
                views,
                changes::incrementAndGet,
                InstantSource.fixed(NOON),
                meters);
        reader = started;
        started.start();
    }

    @Test
    void catchesUp_whenAllThatWasThereIsRead() {
        TimedConsumer consumer = consumer(2);
        List<Boolean> caughtUp = new ArrayList<>();
        consumer.schedulePollTask(() -> consumer.addRecord(event(0)));
        consumer.schedulePollTask(() -> {
            caughtUp.add(views.caughtUp());
            consumer.addRecord(event(1));
        });
        start(List.of(consumer));
        await().until(views::caughtUp);
        assertThat(caughtUp).containsExactly(false);
        assertThat(views.deployments().size()).isEqualTo(2);
        assertThat(changes).hasValueGreaterThanOrEqualTo(2);
    }

    @Test
    void afterAFailure_goesOnWhereItWas() {
        TimedConsumer first = consumer(1);
        first.schedulePollTask(() -> first.addRecord(event(0)));
        first.schedulePollTask(() -> first.setPollException(new KafkaException("the broker is gone")));
        TimedConsumer second = consumer(2);
        List<Long> positions = new ArrayList<>();
        second.schedulePollTask(() -> {
            positions.add(second.position(DEPLOYMENTS));
            second.addRecord(event(1));
        });
        start(List.of(first, second));
        await().until(() -> views.deployments().size() == 2);
        assertThat(positions).containsExactly(1L);
        assertThat(meters.get("bellwether.console.reader.restarts").counter().count())
                .isEqualTo(1);
        assertThat(first.closed()).isTrue();
        await().until(() -> reader != null && reader.trouble() == null);
    }

    @Test
    void whileTheRegistryIsAway_noRecordIsPassedOver() {
        TimedConsumer first = consumer(1);
        first.schedulePollTask(() -> first.addRecord(event(0)));
        TimedConsumer second = consumer(1);
        second.schedulePollTask(() -> second.addRecord(event(0)));
        start(List.of(first, second), new FactCodec(new FlakySchemas(schemas, 1)));
        await().until(views::caughtUp);
        assertThat(views.deployments().size()).isEqualTo(1);
        assertThat(meters.find("bellwether.console.facts.undecodable").counters())
                .allSatisfy(counter -> assertThat(counter.count()).isZero());
    }

    @Test
    void whileItCannotRead_itSaysWhy() {
        TimedConsumer broken = consumer(0);
        broken.schedulePollTask(() -> broken.setPollException(new KafkaException("the broker is gone")));
        TimedConsumer next = consumer(0);
        List<@Nullable String> troubles = new ArrayList<>();
        next.schedulePollTask(() -> troubles.add(reader == null ? null : reader.trouble()));
        start(List.of(broken, next));
        await().until(views::caughtUp);
        assertThat(troubles).singleElement().asString().contains("the broker is gone");
    }

    @Test
    void windows_areReadFromAQuarterOfAnHourAgo() {
        TimedConsumer consumer = consumer(0);
        TopicPartition windows = new TopicPartition(TOPICS.redWindows().name(), 0);
        consumer.updateEndOffsets(Map.of(windows, 7L));
        List<Long> positions = new ArrayList<>();
        consumer.schedulePollTask(() -> positions.add(consumer.position(windows)));
        start(List.of(consumer));
        await().until(views::caughtUp);
        assertThat(consumer.asked).isEqualTo(NOON.minusSeconds(900).toEpochMilli());
        assertThat(positions).containsExactly(7L);
    }
}
