package dev.bellwether.ingest.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.bellwether.schemas.OtlpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class BrokerWatchTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration INTERVAL = Duration.ofMillis(2);
    private static final long LONGEST_PAUSE_MILLIS = 4_000;
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000 * MILLISECOND;
    private static final String SPANS = "otlp_spans";
    private static final String LOGS = "otlp_logs";
    private static final List<String> TOPICS = List.of(SPANS, "otlp_metrics", LOGS);

    /** What was appended through any producer, taken or not. */
    private final List<ProducerRecord<byte[], byte[]>> trials = Collections.synchronizedList(new ArrayList<>());

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private volatile Set<String> taking = Set.of();

    @Test
    void brokerThatTellsOfItsTopics_andTakesNoRecord_isAway_untilItTakesATick() {
        BrokerWatch watch = watch(this::open);
        try {
            watch.unanswered(LOGS, nanos.get(), refusal());
            Outage first = watch.outage().orElseThrow();

            for (int i = 0; i < 3; i++) {
                nanos.addAndGet(SECOND);
                watch.look();
            }
            assertThat(trials).hasSize(3 * TOPICS.size());
            assertThat(watch.outage()).as("the same outage, not another one").contains(first);
            assertThat(opened.get()).as("each trial by a fresh producer").isGreaterThan(3);
            assertThat(trials).extracting(ProducerRecord::topic).containsAll(TOPICS);
            assertThat(trials).allSatisfy(trial -> {
                assertThat(trial.value()).isEmpty();
                assertThat(trial.headers().lastHeader(OtlpHeaders.TICK)).isNotNull();
            });

            taking = Set.copyOf(TOPICS);
            nanos.addAndGet(SECOND);
            watch.look();
            assertThat(watch.outage()).isEmpty();
        } finally {
            watch.close(Duration.ZERO);
        }
    }

    @Test
    void topicThatTakesNoRecord_isNoOutage_whenOthersDo() {
        taking = Set.of(SPANS);
        BrokerWatch watch = watch(this::open);
        try {
            watch.unanswered(LOGS, nanos.get(), refusal());
            assertThat(watch.outage()).as("until another topic was tried").isPresent();
            watch.look();
            assertThat(watch.outage()).isEmpty();

            nanos.addAndGet(SECOND);
            watch.unanswered(LOGS, nanos.get(), refusal());
            assertThat(watch.outage()).as("one that is known to take none").isEmpty();
            watch.unanswered(SPANS, nanos.get(), refusal());
            assertThat(watch.outage()).as("another one").isPresent();
        } finally {
            watch.close(Duration.ZERO);
        }
    }

    @Test
    void topicThatTakesARecordAgain_isHeededAgain() {
        taking = Set.of(SPANS);
        BrokerWatch watch = watch(this::open);
        try {
            watch.unanswered(LOGS, nanos.get(), refusal());
            watch.look();
            watch.answered(LOGS);
            nanos.addAndGet(SECOND);
            watch.unanswered(LOGS, nanos.get(), refusal());
            assertThat(watch.outage()).isPresent();
        } finally {
            watch.close(Duration.ZERO);
        }
    }

    @Test
    void topicThatTakesATickAgain_isHeededAgain() {
        taking = Set.of(SPANS);
        BrokerWatch watch = watch(this::open);
        try {
            watch.unanswered(LOGS, nanos.get(), refusal());
            watch.look();
            nanos.addAndGet(SECOND);
            watch.unanswered(SPANS, nanos.get(), refusal());
            taking = Set.copyOf(TOPICS);
            watch.look();
            assertThat(watch.outage()).as("that of the other topic").isEmpty();
            nanos.addAndGet(SECOND);
            watch.unanswered(LOGS, nanos.get(), refusal());
            assertThat(watch.outage()).isPresent();
        } finally {
            watch.close(Duration.ZERO);
        }
    }

    @Test
    void pausesBetweenTrials_grow_untilARequestsRecordIsAcknowledged() {
        BrokerWatch watch = watch(this::open);
        try {
            watch.unanswered(SPANS, nanos.get(), refusal());
            assertThat(millisUntilTrials(watch, 5)).containsExactly(0L, 2L, 4L, 8L, 16L);

            taking = Set.copyOf(TOPICS);
            assertThat(millisUntilTrials(watch, 1)).containsExactly(32L);
            assertThat(watch.outage()).isEmpty();

            taking = Set.of();
            nanos.addAndGet(1);
            watch.unanswered(SPANS, nanos.get(), refusal());
            assertThat(millisUntilTrials(watch, 1))
                    .as("a tick alone proves little")
                    .containsExactly(64L);

            watch.answered(SPANS);
            assertThat(millisUntilTrials(watch, 3)).containsExactly(0L, 2L, 4L);
        } finally {
            watch.close(Duration.ZERO);
        }
    }

    /** How long, by the watch's clock, each of the next trials was waited for; the watch looks every millisecond. */
    private List<Long> millisUntilTrials(BrokerWatch watch, int count) {
        List<Long> waits = new ArrayList<>();
        while (waits.size() < count) {
            int before = trials.size();
            long wait = 0;
            watch.look();
            while (trials.size() == before) {
                assertThat(wait).as("milliseconds without a trial").isLessThan(LONGEST_PAUSE_MILLIS);
                nanos.addAndGet(MILLISECOND);
                wait++;
                watch.look();
            }
            waits.add(wait);
        }
        return waits;
    }

    @Test
    void producerThatIsOpenedWhileTheWatchCloses_isClosedToo() {
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        CompletableFuture<MockProducer<byte[], byte[]>> late = new CompletableFuture<>();
        BrokerWatch watch = watch(() -> {
            if (opened.getAndIncrement() > 0) {
                opening.countDown();
                Uninterruptibles.awaitUninterruptibly(closed);
                late.complete(new TrialProducer());
                return late.join();
            }
            return new TrialProducer();
        });
        watch.start();
        watch.unanswered(SPANS, nanos.get(), new TimeoutException("expired"));
        Uninterruptibles.awaitUninterruptibly(opening);
        watch.close(Duration.ZERO);
        closed.countDown();
        await().until(() -> late.join().closed());
    }

    /** One whose clock stands until the test moves it, and which looks only when it is told to or started. */
    private BrokerWatch watch(Supplier<Producer<byte[], byte[]>> producers) {
        return new BrokerWatch(
                producers, TOPICS, INTERVAL, Duration.ofSeconds(30), new Clocks(InstantSource.fixed(NOON), nanos::get));
    }

    private static NotEnoughReplicasException refusal() {
        return new NotEnoughReplicasException("too few replicas");
    }

    private Producer<byte[], byte[]> open() {
        opened.incrementAndGet();
        return new TrialProducer();
    }

    /** Knows every topic; takes records only when it should. */
    private final class TrialProducer extends MockProducer<byte[], byte[]> {

        private TrialProducer() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            return List.of();
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            trials.add(record);
            return taking.contains(record.topic()) ? super.send(record) : CompletableFuture.failedFuture(refusal());
        }
    }
}
