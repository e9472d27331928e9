package dev.bellwether.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.bench.load.Answer;
import dev.bellwether.bench.load.LoadListener;
import dev.bellwether.bench.load.LoadPlan;
import dev.bellwether.bench.load.LoadProfile;
import dev.bellwether.bench.load.LoadRequests;
import dev.bellwether.bench.load.LoadRun;
import dev.bellwether.bench.load.LoadSummary;
import dev.bellwether.bench.load.RequestSender;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackgroundLoadTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private record Sender(UnaryOperator<Answer> answer) implements RequestSender {

        @Override
        public int room() {
            return 0;
        }

        @Override
        public CompletableFuture<Answer> send(byte[] request) {
            return CompletableFuture.completedFuture(answer.apply(Answer.ACKNOWLEDGED));
        }

        @Override
        public void close() {}
    }

    private static BackgroundLoad load(UnaryOperator<Answer> answer, Duration duration) {
        LoadRequests requests = new LoadRequests(LoadProfile.DEFAULT.withBatch(1), 0);
        return BackgroundLoad.start(end ->
                new LoadRun(new LoadPlan(100, duration, 8, 1), requests, new Sender(answer), LoadListener.NONE, end));
    }

    @Test
    void load_goesOnUntilItIsStopped() throws IOException, InterruptedException {
        CountDownLatch sent = new CountDownLatch(3);
        try (BackgroundLoad load = load(
                answer -> {
                    sent.countDown();
                    return answer;
                },
                LONG)) {
            sent.await();
            load.letRun(Duration.ZERO);

            LoadSummary summary = load.stop();

            assertThat(summary.acknowledged()).isGreaterThanOrEqualTo(3);
            assertThat(summary.complete()).isTrue();
        }
    }

    @Test
    void failure_isToldAtOnce_toWhoeverMeasuresBesideIt() {
        try (BackgroundLoad load = load(
                answer -> {
                    throw new IllegalStateException("out of ports");
                },
                LONG)) {
            assertThatThrownBy(() -> load.letRun(LONG))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the load failed: java.lang.IllegalStateException: out of ports");
            assertThatThrownBy(load::stop).isInstanceOf(IOException.class).hasMessageContaining("out of ports");
        }
    }

    @Test
    void loadThatEndsByItself_isNotMeasuredBeside() {
        try (BackgroundLoad load = load(answer -> answer, Duration.ofMillis(1))) {
            assertThatThrownBy(() -> load.letRun(LONG))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the load ended by itself");
        }
    }
}
