package dev.bellwether.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.ingest.IngestStats.Amount;
import dev.bellwether.ingest.MemoryAppender.Broker;
import dev.bellwether.telemetry.otlp.OtlpLimits;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.testing.OtlpPayloads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The client has its answer in time, whatever its request waits for; what has been answered is not worked on any more. */
class ExchangeTest {

    private static final byte[] REQUEST = OtlpPayloads.shopTraces(1, 1_000, 1).toByteArray();

    private final MemoryAppender appender = new MemoryAppender();
    private final Intake intake = new Intake(
            IngestConfig.DEFAULT.withTimes(
                    Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMillis(50), Duration.ofSeconds(1)),
            appender,
            new SimpleMeterRegistry());
    private final OtlpContent content = new OtlpContent(Signal.TRACES, OtlpLimits.DEFAULT);
    private final Exchange exchange = intake.begin(content, Origin.UNTOLD);
    private final AtomicInteger decoded = new AtomicInteger();

    /** Threads that are all taken. */
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    @Test
    void whileItWaitsForAThread_theAnswerComesInTime_andNothingIsDoneAfterwards() throws Exception {
        CompletableFuture<Outcome> answer = exchange.process(body(), this::decode, waiting::add);

        assertThat(answer.join()).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(RejectReason.OVERLOADED);
            assertThat(rejected.message()).contains("could not be read in time");
        });
        assertThat(intake.stats().bytesInFlight())
                .as("its bytes are still here")
                .isEqualTo(REQUEST.length);

        waiting.remove().run();

        assertThat(decoded).hasValue(0);
        assertThat(appender.records()).isEmpty();
        assertThat(intake.stats().bytesInFlight()).isZero();
        assertBalanced(RejectReason.OVERLOADED);
    }

    @Test
    void whileItIsDecoded_theAnswerComesInTime_andNothingIsAppended() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        CompletableFuture<Outcome> answer = exchange.process(
                body(),
                body -> {
                    awaitUninterruptibly(answered);
                    return decode(body);
                },
                waiting::add);
        CompletableFuture<Void> thread = CompletableFuture.runAsync(waiting.remove());

        assertThat(((Outcome.Rejected) answer.join()).reason()).isEqualTo(RejectReason.OVERLOADED);
        answered.countDown();
        thread.join();

        assertThat(decoded).hasValue(1);
        assertThat(appender.records()).isEmpty();
        assertThat(intake.stats().bytesInFlight()).isZero();
        assertBalanced(RejectReason.OVERLOADED);
    }

    @Test
    void whileTheBrokerHasIt_theAnswerComesInTime_andItsBytesStayReserved() throws Exception {
        appender.becomes(Broker.SLOW);
        CompletableFuture<Outcome> answer = exchange.process(body(), this::decode, Runnable::run);

        assertThat(((Outcome.Rejected) answer.join()).reason()).isEqualTo(RejectReason.BROKER_UNAVAILABLE);
        assertThat(intake.stats().bytesInFlight()).isEqualTo(REQUEST.length);

        appender.acknowledgeAll();

        assertThat(intake.stats().bytesInFlight()).isZero();
        assertBalanced(RejectReason.BROKER_UNAVAILABLE);
    }

    private Body body() throws RefusedException {
        Body body = new Body(exchange.reservation(), Integer.MAX_VALUE);
        body.add(REQUEST);
        assertThat(body.length())
                .as("long enough not to be worked on in the event loop")
                .isGreaterThan(64 * 1024);
        return body;
    }

    private Payload decode(Body body) {
        decoded.incrementAndGet();
        return new Payload(body.join(), REQUEST.length);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void assertBalanced(RejectReason reason) {
        IngestStats.SignalStats stats = intake.stats().of(Signal.TRACES);
        assertThat(stats.appended()).isEqualTo(Amount.NONE);
        assertThat(stats.rejected()).containsOnlyKeys(reason).containsValue(stats.received());
        assertThat(stats.received().requests()).isEqualTo(1);
        assertThat(stats.received().bytes()).isEqualTo(REQUEST.length);
    }
}
