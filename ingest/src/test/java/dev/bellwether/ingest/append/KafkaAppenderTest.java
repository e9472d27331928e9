package dev.bellwether.ingest.append;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bellwether.schemas.OtlpHeaders;
import dev.bellwether.schemas.Topics;
import dev.bellwether.telemetry.otlp.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaAppenderTest {

    private static final int PARTITIONS = 12;
    private static final long NO_DEADLINE =
            System.nanoTime() + Duration.ofHours(1).toNanos();

    /** What takes longer than a few of these is given up: never, where a test decides itself when the broker answers. */
    private Duration acknowledgeTimeout = Duration.ofHours(1);

    private final AtomicInteger opened = new AtomicInteger();
    private volatile boolean lasting;
    private volatile MockProducer<byte[], byte[]> producer = newProducer(true);
    private KafkaAppender appender = newAppender();

    @AfterEach
    void close() {
        appender.close();
    }

    @Test
    void record_hasNoKey_theBytesAndTheirHeaders() throws Exception {
        appender.append(record("some spans"), NO_DEADLINE).get();
        ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
        assertThat(sent.topic()).isEqualTo("otlp_spans");
        assertThat(sent.key()).isNull();
        assertThat(sent.value()).isEqualTo("some spans".getBytes(UTF_8));
        assertThat(header(sent, OtlpHeaders.CONTENT_TYPE)).asString(UTF_8).isEqualTo("application/x-protobuf");
        assertThat(header(sent, OtlpHeaders.CLIENT_ADDRESS)).asString(UTF_8).isEqualTo("192.0.2.7");
        assertThat(header(sent, OtlpHeaders.HASH))
                .hasSize(16)
                .isEqualTo(ContentHash.of(sent.value()).toBytes());
        assertThat(sent.headers().lastHeader(OtlpHeaders.TICK)).isNull();
    }

    @Test
    void eachFeedHasItsTopicAndItsMediaType() throws Exception {
        for (Feed feed : Feed.values()) {
            RawRecord record = new RawRecord(feed, "a/" + feed.tag(), new byte[] {1}, "192.0.2.7");
            appender.append(record, NO_DEADLINE).get();
        }
        assertThat(producer.history())
                .extracting(ProducerRecord::topic)
                .containsExactlyInAnyOrder("otlp_spans", "otlp_metrics", "otlp_logs", "prometheus_samples");
        assertThat(producer.history())
                .extracting(sent -> new String(header(sent, OtlpHeaders.CONTENT_TYPE), UTF_8))
                .containsExactlyInAnyOrder("a/traces", "a/metrics", "a/logs", "a/samples");
    }

    @Test
    void sameBytes_meetTheSamePartitionWithTheSameHash_othersSpread() throws Exception {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100; i++) {
                appender.append(record("request " + i), NO_DEADLINE).get();
            }
        }
        List<ProducerRecord<byte[], byte[]>> sent = producer.history();
        assertThat(IntStream.range(0, 100))
                .allMatch(i -> sent.get(i).partition().equals(sent.get(i + 100).partition())
                        && sent.get(i).headers().equals(sent.get(i + 100).headers()));
        assertThat(sent).extracting(ProducerRecord::partition).doesNotContainNull();
        assertThat(sent.stream().map(ProducerRecord::partition).distinct()).hasSize(PARTITIONS);
    }

    @Test
    void completes_notBeforeTheBrokerAcknowledged() throws Exception {
        use(newProducer(false));
        CompletableFuture<Void> appended = appender.append(record("x"), NO_DEADLINE);
        Awaitility.await().until(() -> producer.history().size() == 1);
        assertThat(appended).isNotDone();
        producer.completeNext();
        appended.get();
    }

    @Test
    void timeOut_isUnavailable_tooLargeIsNot() {
        assertThat(failureWith(new TimeoutException("expired"))).isEqualTo(AppendException.Kind.UNAVAILABLE);
        assertThat(failureWith(new RecordTooLargeException("4 MB"))).isEqualTo(AppendException.Kind.TOO_LARGE);
    }

    @Test
    void tooLarge_isNoSignOfABrokerThatIsAway() {
        assertThat(failureWith(new RecordTooLargeException("4 MB"))).isEqualTo(AppendException.Kind.TOO_LARGE);
        assertThat(appender.outage()).isEmpty();
    }

    @Test
    void tooLarge_isNoSignOfABrokerThatIsThere() {
        use(newProducer(false));
        lasting = true;
        CompletableFuture<Void> large = appender.append(record("large"), NO_DEADLINE);
        Awaitility.await().until(() -> producer.history().size() == 1);
        CompletableFuture<Void> lost = appender.append(record("lost"), NO_DEADLINE);
        Awaitility.await().until(() -> producer.history().size() == 2);
        producer.errorNext(new RecordTooLargeException("4 MB"));
        producer.errorNext(new TimeoutException("expired"));
        assertThat(kindOf(large)).isEqualTo(AppendException.Kind.TOO_LARGE);
        assertThat(kindOf(lost)).isEqualTo(AppendException.Kind.UNAVAILABLE);
        assertThat(appender.outage()).isPresent();
    }

    @Test
    void failureBeforeSending_completesToo() {
        use(newProducer(true));
        producer.sendException = new IllegalStateException("defect");
        assertThat(kindOf(appender.append(record("x"), NO_DEADLINE))).isEqualTo(AppendException.Kind.UNAVAILABLE);
    }

    @Test
    void afterItsDeadline_isNotSentAnyMore() {
        CompletableFuture<Void> late = appender.append(record("late"), System.nanoTime() - 1);
        assertThat(kindOf(late)).isEqualTo(AppendException.Kind.UNAVAILABLE);
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void append_returnsAtOnce_whileTheProducerBlocks() throws Exception {
        CountDownLatch found = new CountDownLatch(1);
        use(new BlockingProducer(found));
        CompletableFuture<Void> appended = appender.append(record("x"), NO_DEADLINE);
        assertThat(appended).isNotDone();
        found.countDown();
        appended.get();
    }

    @Test
    void close_finishesWhatWasHandedOver_thenRefuses() {
        CompletableFuture<Void> before = appender.append(record("before"), NO_DEADLINE);
        appender.close();
        assertThat(before).isCompleted();
        assertThat(kindOf(appender.append(record("after"), NO_DEADLINE))).isEqualTo(AppendException.Kind.UNAVAILABLE);
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void afterAnOutage_aFreshProducerTakesOver_whateverStateTheOldOneWasIn() throws Exception {
        use(newProducer(true));
        producer.sendException = new KafkaException("in an error state, for ever");
        assertThat(kindOf(appender.append(record("lost"), NO_DEADLINE))).isEqualTo(AppendException.Kind.UNAVAILABLE);
        Awaitility.await().until(() -> appender.outage().isEmpty());
        assertThat(producer.closed()).isTrue();
        appender.append(record("taken"), NO_DEADLINE).get();
    }

    @Test
    void whileTheBrokerIsAway_recordsFailAtOnce() {
        use(newProducer(false));
        CompletableFuture<Void> first = appender.append(record("first"), NO_DEADLINE);
        lasting = true;
        Awaitility.await().until(() -> producer.errorNext(new TimeoutException("expired")));
        assertThat(kindOf(first)).isEqualTo(AppendException.Kind.UNAVAILABLE);
        assertThat(appender.outage())
                .hasValueSatisfying(outage -> assertThat(outage.inWords())
                        .startsWith("the Kafka broker does not answer since ")
                        .endsWith("(expired)"));
        CompletableFuture<Void> second = appender.append(record("second"), NO_DEADLINE);
        assertThat(second).isDone();
        assertThat(kindOf(second)).isEqualTo(AppendException.Kind.UNAVAILABLE);
    }

    @Test
    void recordThatAProducerForgot_isFailedAndTheProducerReplaced() throws Exception {
        acknowledgeTimeout = Duration.ofMillis(1);
        use(newProducer(false));
        CompletableFuture<Void> forgotten = appender.append(record("forgotten"), NO_DEADLINE);
        assertThat(kindOf(forgotten)).isEqualTo(AppendException.Kind.UNAVAILABLE);
        Awaitility.await().until(() -> appender.outage().isEmpty());
        appender.append(record("taken"), NO_DEADLINE).get();
    }

    private AppendException.Kind failureWith(RuntimeException error) {
        use(newProducer(false));
        CompletableFuture<Void> appended = appender.append(record("x"), NO_DEADLINE);
        Awaitility.await().until(() -> producer.errorNext(error));
        return kindOf(appended);
    }

    private static AppendException.Kind kindOf(CompletableFuture<Void> appended) {
        Throwable error = catchThrowable(appended::get);
        assertThat(error).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(AppendException.class);
        return ((AppendException) Objects.requireNonNull(error.getCause())).kind();
    }

    private void use(MockProducer<byte[], byte[]> other) {
        appender.close();
        producer = other;
        opened.set(0);
        appender = newAppender();
    }

    private KafkaAppender newAppender() {
        return new KafkaAppender(this::open, Topics.standard(), acknowledgeTimeout, Duration.ofSeconds(10));
    }

    /** The appender's first producer is the test's own; those that follow acknowledge, unless the outage lasts. */
    private Producer<byte[], byte[]> open() {
        if (lasting) {
            throw new KafkaException("no broker");
        }
        return opened.getAndIncrement() == 0 ? producer : newProducer(true);
    }

    private static RawRecord record(String value) {
        return new RawRecord(Signal.TRACES, value.getBytes(UTF_8), "192.0.2.7");
    }

    private static byte[] header(ProducerRecord<byte[], byte[]> record, String name) {
        return record.headers().lastHeader(name).value();
    }

    private static MockProducer<byte[], byte[]> newProducer(boolean acknowledging) {
        return new MockProducer<>(cluster(), acknowledging, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Cluster cluster() {
        Node node = new Node(0, "127.0.0.1", 1);
        Node[] nodes = {node};
        List<PartitionInfo> partitions = Topics.standard().all().stream()
                .flatMap(topic -> IntStream.range(0, PARTITIONS)
                        .mapToObj(i -> new PartitionInfo(topic.name(), i, node, nodes, nodes)))
                .toList();
        return new Cluster("cluster", List.of(node), partitions, Set.of(), Set.of());
    }

    /** Does not know the topics until it is told. */
    private static final class BlockingProducer extends MockProducer<byte[], byte[]> {

        private final CountDownLatch found;

        private BlockingProducer(CountDownLatch found) {
            super(cluster(), true, null, new ByteArraySerializer(), new ByteArraySerializer());
            this.found = found;
        }

        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            try {
                found.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return super.partitionsFor(topic);
        }
    }
}
