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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final String TOPIC = "otlp_spans";

    /** What was appended through any producer, taken or not. */
    private final List<ProducerRecord<byte[], byte[]>> trials = Collections.synchronizedList(new ArrayList<>());

    private final List<Long> trialNanos = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger opened = new AtomicInteger();
    private volatile boolean takes;

    @Test
    void brokerThatTellsOfItsTopics_andTakesNoRecord_isAway_untilItTakesATick() {
        BrokerWatch watch = watch(this::open);
        try {
            watch.unanswered("otlp_logs", System.nanoTime(), new NotEnoughReplicasException("too few replicas"));
            Outage first = watch.outage().orElseThrow();

            await().until(() -> trials.size() >= 3);
            assertThat(watch.outage()).as("the same outage, not another one").contains(first);
            assertThat(opened.get()).as("each trial by a fresh producer").isGreaterThan(3);
            assertThat(trials).allSatisfy(trial -> {
                assertThat(trial.topic())
                        .as("where the record could not be appended")
                        .isEqualTo("otlp_logs");
                assertThat(trial.value()).isEmpty();
                assertThat(trial.headers().lastHeader(OtlpHeaders.TICK)).isNotNull();
            });

            takes = true;
            await().until(() -> watch.outage().isEmpty());
        } finally {
            watch.close(Duration.ZERO);
        }
    }

    @Test
    void trialsThatAreTaken_whileRequestsAreNot_comeAfterPausesThatGrow() {
        takes = true;
        BrokerWatch watch = watch(this::open);
        try {
            for (int i = 0; i < 6; i++) {
                watch.unanswered(TOPIC, System.nanoTime(), new TimeoutException("expired"));
                await().until(() -> watch.outage().isEmpty());
            }
            for (int i = 1; i < 6; i++) {
                assertThat(Duration.ofNanos(trialNanos.get(i) - trialNanos.get(i - 1)))
                        .as("before trial %d", i)
                        .isGreaterThanOrEqualTo(INTERVAL.multipliedBy(1L << (i - 1)));
            }
        } finally {
            watch.close(Duration.ZERO);
        }
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
        watch.unanswered(TOPIC, System.nanoTime(), new TimeoutException("expired"));
        Uninterruptibles.awaitUninterruptibly(opening);
        watch.close(Duration.ZERO);
        closed.countDown();
        await().until(() -> late.join().closed());
    }

    private static BrokerWatch watch(Supplier<Producer<byte[], byte[]>> producers) {
        return new BrokerWatch(producers, TOPIC, INTERVAL, Duration.ofSeconds(30), InstantSource.fixed(NOON)).start();
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
            trialNanos.add(System.nanoTime());
            trials.add(record);
            return takes
                    ? super.send(record)
                    : CompletableFuture.failedFuture(new NotEnoughReplicasException("too few replicas"));
        }
    }
}
