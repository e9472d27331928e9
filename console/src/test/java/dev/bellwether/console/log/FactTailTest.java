package dev.bellwether.console.log;

import static dev.bellwether.console.Fixtures.verdict;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.console.log.TailQuery.Start;
import dev.bellwether.facts.VerdictStatus;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topics;
import dev.bellwether.schemas.registry.SchemaRegistryException;
import dev.bellwether.testing.LocalSchemas;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FactTailTest {

    private static final Topics TOPICS = Topics.standard();
    private static final TopicPartition VERDICTS =
            new TopicPartition(TOPICS.verdicts().name(), 0);

    private final LocalSchemas schemas = new LocalSchemas();
    private final FactCodec codec = new FactCodec(schemas);
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final RememberingSink sink = new RememberingSink();
    private final Counter sent = new SimpleMeterRegistry().counter("sent");

    FactTailTest() {
        consumer.updatePartitions(VERDICTS.topic(), List.of(new PartitionInfo(VERDICTS.topic(), 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(VERDICTS, 0L));
        consumer.updateEndOffsets(Map.of(VERDICTS, 2L));
    }

    private static final class RememberingSink implements TailSink {

        private final List<String> chunks = new ArrayList<>();
        private int open = Integer.MAX_VALUE;
        private boolean begun;
        private boolean ended;
        private @Nullable Throwable failure;

        @Override
        public boolean begin() {
            begun = true;
            return true;
        }

        @Override
        public boolean write(String lines) {
            chunks.add(lines);
            return chunks.size() < open;
        }

        @Override
        public void stop() {
            open = 0;
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public void fail(Throwable cause) {
            failure = cause;
        }
    }

    private FactTail tail(FactCodec reading, boolean follow) {
        TailQuery query = new TailQuery(FactTopic.VERDICTS, Start.BEGINNING, null, follow, FactFilter.NONE);
        return new FactTail(
                () -> consumer, VERDICTS.topic(), query, new FactLines(FactTopic.VERDICTS, reading), sink, sent);
    }

    private void add(long... offsets) {
        for (long offset : offsets) {
            consumer.addRecord(new ConsumerRecord<>(
                    VERDICTS.topic(),
                    0,
                    offset,
                    "prod/shop/cart".getBytes(UTF_8),
                    codec.encode(TOPICS.verdicts(), verdict("id" + offset, "cart", "2", 0, true, VerdictStatus.PASS))));
        }
    }

    @Test
    void recordsBeyondTheEndOfThatMoment_areNotShown() {
        consumer.schedulePollTask(() -> add(0, 1, 2));
        tail(codec, false).run();
        assertThat(sink.chunks).hasSize(1);
        assertThat(sink.chunks.get(0).lines()).hasSize(2);
        assertThat(sink.ended).isTrue();
        assertThat(sent.count()).isEqualTo(2);
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void registryThatDoesNotAnswer_breaksTheTail_sinceTheRecordMayBeSound() {
        consumer.schedulePollTask(() -> add(0));
        tail(new FactCodec(new FlakySchemas(schemas, 1)), false).run();
        assertThat(sink.failure).isInstanceOf(SchemaRegistryException.class);
        assertThat(sink.chunks).isEmpty();
        assertThat(sink.ended).isFalse();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void brokerThatFails_breaksTheTail() {
        consumer.schedulePollTask(() -> consumer.setPollException(new KafkaException("gone")));
        tail(codec, true).run();
        assertThat(sink.begun).isTrue();
        assertThat(sink.failure).hasMessage("gone");
    }

    @Test
    void topicThatIsNotThere_failsBeforeItBegins() {
        consumer.updatePartitions(VERDICTS.topic(), List.of());
        tail(codec, true).run();
        assertThat(sink.begun).isFalse();
        assertThat(sink.failure).hasMessageContaining(VERDICTS.topic());
    }

    @Test
    void sinkThatTakesNoMore_endsTheTail() {
        sink.open = 1;
        consumer.schedulePollTask(() -> add(0));
        tail(codec, true).run();
        assertThat(sink.chunks).hasSize(1);
        assertThat(sink.ended).isTrue();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void tailThatIsStoppedBeforeItRuns_readsNothing() {
        FactTail tail = tail(codec, true);
        tail.stop();
        tail.run();
        assertThat(sink.begun).isFalse();
        assertThat(sink.ended).isTrue();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void tailThatIsStoppedWhileItWaits_ends() {
        FactTail tail = tail(codec, true);
        consumer.schedulePollTask(tail::stop);
        tail.run();
        assertThat(sink.begun).isTrue();
        assertThat(sink.ended).isTrue();
    }

    @Test
    void manyLines_arePassedOnInChunks() {
        consumer.updateEndOffsets(Map.of(VERDICTS, 500L));
        consumer.schedulePollTask(() -> {
            for (long offset = 0; offset < 500; offset++) {
                add(offset);
            }
        });
        tail(codec, false).run();
        assertThat(sink.chunks).hasSizeGreaterThan(1);
        assertThat(sink.chunks).allMatch(chunk -> chunk.endsWith("}\n"));
        assertThat(String.join("", sink.chunks).lines()).hasSize(500);
    }
}
