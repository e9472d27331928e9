package dev.bellwether.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LongPollsTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final AtomicInteger truth = new AtomicInteger();
    private final LongPolls polls = new LongPolls(2);

    LongPollsTest() {
        timer.setRemoveOnCancelPolicy(true);
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private CompletableFuture<Integer> awaitAtLeast(int value, Duration patience) {
        return polls.await(truth::get, now -> now >= value, patience, timer);
    }

    @Test
    void settledQuestion_isAnsweredAtOnce() {
        truth.set(5);
        assertThat(awaitAtLeast(5, LONG)).isCompletedWithValue(5);
        assertThat(polls.count()).isZero();
    }

    @Test
    void question_isAskedAgainWhenFactsCameIn() {
        CompletableFuture<Integer> answer = awaitAtLeast(2, LONG);
        truth.set(1);
        polls.signal();
        assertThat(answer).isNotDone();
        truth.set(2);
        polls.signal();
        assertThat(answer).isCompletedWithValue(2);
        assertThat(polls.count()).isZero();
        assertThat(timer.getQueue()).as("timers of what was answered").isEmpty();
    }

    @Test
    void withoutPatience_theAnswerIsAsThingsStand() {
        assertThat(awaitAtLeast(1, Duration.ZERO)).isCompletedWithValue(0);
    }

    @Test
    void whenPatienceEnds_theAnswerIsAsThingsStand() throws Exception {
        assertThat(awaitAtLeast(1, Duration.ofMillis(1)).get(20, TimeUnit.SECONDS))
                .isZero();
        assertThat(polls.count()).isZero();
    }

    @Test
    void tooManyQuestions_areAnsweredSoon_asThingsStand() throws Exception {
        CompletableFuture<Integer> first = awaitAtLeast(1, LONG);
        CompletableFuture<Integer> second = awaitAtLeast(1, LONG);
        assertThat(awaitAtLeast(1, LONG).get(20, TimeUnit.SECONDS)).isZero();
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
    }

    @Test
    void questionGivenUp_isForgotten() {
        awaitAtLeast(1, LONG).cancel(false);
        assertThat(polls.count()).isZero();
        assertThat(timer.getQueue()).isEmpty();
    }

    @Test
    void questionThatFails_failsItsAnswerOnly() {
        CompletableFuture<Integer> broken = polls.await(
                () -> {
                    if (truth.get() > 0) {
                        throw new IllegalStateException("broken");
                    }
                    return 0;
                },
                now -> false,
                LONG,
                timer);
        CompletableFuture<Integer> sound = awaitAtLeast(1, LONG);
        truth.set(1);
        polls.signal();
        assertThatThrownBy(broken::join).hasRootCauseMessage("broken");
        assertThat(sound).isCompletedWithValue(1);
    }

    @Test
    void closing_answersAllThatWait_andAllThatComes() {
        CompletableFuture<Integer> waiting = awaitAtLeast(1, LONG);
        polls.close();
        assertThat(waiting).isCompletedWithValue(0);
        assertThat(awaitAtLeast(1, LONG)).isCompletedWithValue(0);
    }
}
