package dev.bellwether.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class LoadRunTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final LoadProfile PROFILE = LoadProfile.DEFAULT.withBatch(10);

    private final ManualClock clock = new ManualClock();
    private final List<Long> acknowledged = new ArrayList<>();

    /** Time passes where somebody waits, and where a test says so. */
    private static final class ManualClock implements LoadClock {

        private final AtomicLong nanos = new AtomicLong(5);
        private Runnable whileItIsWaitedForRoom = () -> {};
        private long oversleep;

        @Override
        public long nanos() {
            return nanos.get();
        }

        @Override
        public long unixNanos() {
            return 1_800_000_000_000_000_000L + nanos();
        }

        @Override
        public void pause(long pause) {
            nanos.addAndGet(pause + oversleep);
        }

        @Override
        public boolean acquire(Semaphore room, long most) {
            pause(most);
            whileItIsWaitedForRoom.run();
            return room.tryAcquire();
        }
    }

    /** Answers each request at once, after what a test does with the clock. */
    private final class Server implements RequestSender {

        private final LongFunction<Answer> answers;
        private final List<Long> sentAt = new ArrayList<>();

        Server(LongFunction<Answer> answers) {
            this.answers = answers;
        }

        @Override
        public int room() {
            return 0;
        }

        @Override
        public CompletableFuture<Answer> send(byte[] request) {
            sentAt.add(clock.nanos());
            return CompletableFuture.completedFuture(answers.apply(sentAt.size()));
        }

        @Override
        public void close() {}
    }

    /** Answers only when it is told to. */
    private static final class Silent implements RequestSender {

        private final List<CompletableFuture<Answer>> waiting = new CopyOnWriteArrayList<>();

        @Override
        public int room() {
            return 0;
        }

        @Override
        public CompletableFuture<Answer> send(byte[] request) {
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            waiting.add(answer);
            return answer;
        }

        void answer() {
            waiting.forEach(answer -> answer.complete(Answer.ACKNOWLEDGED));
        }

        /** Runs a load; answers all that is left when it is over. */
        LoadSummary until(LoadRun run, BooleanSupplier over) {
            CompletableFuture<LoadSummary> ended = CompletableFuture.supplyAsync(() -> {
                try {
                    return run.run();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(() -> {
                if (over.getAsBoolean()) {
                    answer();
                }
                return ended.isDone();
            });
            return ended.join();
        }

        @Override
        public void close() {}
    }

    private LoadRun run(RequestSender sender, double perSecond, int inFlight) {
        return new LoadRun(
                new LoadPlan(perSecond, Duration.ofSeconds(1), inFlight, 1),
                new LoadRequests(PROFILE, 0),
                sender,
                (number, time, answer) -> {
                    if (answer.acknowledged()) {
                        acknowledged.add(number);
                    }
                },
                () -> false,
                clock);
    }

    @Test
    void requests_areSentAtTheRate() throws InterruptedException {
        Server server = new Server(number -> {
            clock.pause(2 * MILLI);
            return Answer.ACKNOWLEDGED;
        });

        LoadSummary summary = run(server, 1_000, 1).run();

        assertThat(server.sentAt).hasSize(100);
        assertThat(server.sentAt.get(50) - server.sentAt.get(0)).isEqualTo(500 * MILLI);
        assertThat(acknowledged).hasSize(100).startsWith(0L, 1L, 2L);
        assertThat(summary.acknowledgedItems()).isEqualTo(1_000);
        assertThat(summary.itemsPerSecond()).isCloseTo(1_000, within(0.1));
        assertThat(summary.lateMillis(1)).isZero();
        assertThat(summary.latencyMillis(0.99)).isCloseTo(2, within(0.05));
        assertThat(summary.complete()).isTrue();
    }

    /** A client that waits for its answers would see one slow request, and 99 fast ones. */
    @Test
    void stall_isSeenInTheLatencyOfAllThatWasDueMeanwhile() throws InterruptedException {
        Server server = new Server(number -> {
            clock.pause(number == 20 ? 400 * MILLI : MILLI);
            return Answer.ACKNOWLEDGED;
        });

        LoadSummary summary = run(server, 1_000, 1).run();

        assertThat(summary.acknowledged()).isEqualTo(100);
        assertThat(summary.latencyMillis(0.5)).isCloseTo(1, within(0.05));
        assertThat(summary.latencyMillis(0.8)).isBetween(200.0, 260.0);
        assertThat(summary.latencyMillis(1)).isCloseTo(400, within(10.0));
    }

    @Test
    void failures_areCountedByProblem_andHaveNoLatency() throws InterruptedException {
        Server server = new Server(number -> number % 4 == 0 ? Answer.uncertain("UNAVAILABLE") : Answer.ACKNOWLEDGED);

        LoadSummary summary = run(server, 1_000, 8).run();

        assertThat(summary.acknowledged()).isEqualTo(75);
        assertThat(summary.failed()).isEqualTo(25);
        assertThat(summary.problems()).containsOnlyKeys("UNAVAILABLE").containsValue(25L);
        assertThat(summary.latencies().count()).isEqualTo(75);
        assertThat(summary.complete()).isFalse();
    }

    @Test
    void whatFindsNoRoom_isUnsent() throws InterruptedException {
        Silent silent = new Silent();

        LoadSummary summary = silent.until(run(silent, 1_000, 3), () -> clock.nanos() > TimeUnit.SECONDS.toNanos(1));

        assertThat(summary.acknowledged()).isEqualTo(3);
        assertThat(summary.unsent()).isEqualTo(97);
        assertThat(summary.overdue()).isZero();
        assertThat(summary.complete()).isFalse();
    }

    /** A second passes for each request, of which there is one due each tenth: the server has nothing to do with it. */
    @Test
    void whatIsMadeTooSlowly_isOverdueAndLate() throws InterruptedException {
        Server server = new Server(number -> {
            clock.pause(TimeUnit.SECONDS.toNanos(1));
            return Answer.ACKNOWLEDGED;
        });

        LoadSummary summary = run(server, 100, 1_000).run();

        assertThat(summary.acknowledged()).isEqualTo(2);
        assertThat(summary.unsent()).isZero();
        assertThat(summary.overdue()).isEqualTo(8);
        assertThat(summary.lateMillis(1)).isCloseTo(900, within(15.0));
        assertThat(summary.complete()).isFalse();
    }

    /** Each answer comes 50 ms after the request, and there is room for one: every request but the first is late, by the server's fault. */
    @Test
    void whatWaitsForRoom_isNotLateByTheGeneratorsFault() throws InterruptedException {
        Silent slow = new Silent();
        clock.whileItIsWaitedForRoom = slow::answer;

        LoadSummary summary = slow.until(run(slow, 1_000, 1), () -> clock.nanos() > TimeUnit.SECONDS.toNanos(1));

        assertThat(summary.latencyMillis(1)).isGreaterThan(700);
        assertThat(summary.lateMillis(1)).isZero();
        assertThat(summary.unsent()).isPositive();
        assertThat(summary.overdue()).isZero();
    }

    @Test
    void withoutARate_itIsAsFastAsTheAnswers() throws InterruptedException {
        Server server = new Server(number -> {
            clock.pause(4 * MILLI);
            return Answer.ACKNOWLEDGED;
        });

        LoadSummary summary = run(server, 0, 1).run();

        assertThat(summary.acknowledged()).isEqualTo(250);
        assertThat(summary.latencyMillis(0.99)).isCloseTo(4, within(0.1));
        assertThat(summary.unsent()).isZero();
    }

    @Test
    void stop_endsItAndCountsNothingAsDueAfterwards() throws InterruptedException {
        LoadRun run = new LoadRun(
                new LoadPlan(1_000, Duration.ofSeconds(1), 1, 1),
                new LoadRequests(PROFILE, 0),
                new Server(number -> Answer.ACKNOWLEDGED),
                LoadListener.NONE,
                () -> clock.nanos() > 300 * MILLI,
                clock);

        LoadSummary summary = run.run();

        assertThat(summary.acknowledged()).isBetween(29L, 31L);
        assertThat(summary.complete()).isTrue();
    }

    /** The last one became due while it was waited for, and so was the end. */
    @Test
    void whatIsDueWhenItIsStopped_isSentStill() throws InterruptedException {
        clock.oversleep = MILLI;
        LoadRun run = new LoadRun(
                new LoadPlan(1_000, Duration.ofSeconds(1), 1, 1),
                new LoadRequests(PROFILE, 0),
                new Server(number -> Answer.ACKNOWLEDGED),
                LoadListener.NONE,
                () -> clock.nanos() > 300 * MILLI,
                clock);

        LoadSummary summary = run.run();

        assertThat(summary.acknowledged()).isEqualTo(31);
        assertThat(summary.unsent()).isZero();
        assertThat(summary.overdue()).isZero();
    }
}
