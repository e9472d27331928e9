package dev.bellwether.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.bench.audit.SeriesWindow;
import dev.bellwether.bench.load.Answer;
import dev.bellwether.bench.load.LoadClock;
import dev.bellwether.bench.load.LoadListener;
import dev.bellwether.bench.load.LoadProfile;
import dev.bellwether.bench.load.LoadRequests;
import dev.bellwether.bench.load.RequestSender;
import dev.bellwether.bench.load.SpanLedger;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FillingTest {

    /** Two seconds into a window. */
    private static final long NOW = 1_800_000_002_000_000_000L;

    private static final LoadProfile PROFILE =
            LoadProfile.DEFAULT.withServices(1).withOperations(1).withBatch(100);

    private final ManualClock clock = new ManualClock();
    private final LoadRequests requests = new LoadRequests(PROFILE, NOW);

    /** Time passes where somebody waits, and with each request. */
    private static final class ManualClock implements LoadClock {

        private long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long unixNanos() {
            return NOW + nanos;
        }

        @Override
        public void pause(long pause) {
            nanos += pause;
        }

        @Override
        public boolean acquire(Semaphore room, long most) {
            throw new UnsupportedOperationException();
        }
    }

    /** @param took by each request */
    private record Sender(ManualClock clock, Duration took, Answer answer) implements RequestSender {

        @Override
        public int room() {
            return 0;
        }

        @Override
        public CompletableFuture<Answer> send(byte[] request) {
            clock.pause(took.toNanos());
            return CompletableFuture.completedFuture(answer);
        }

        @Override
        public void close() {}
    }

    private Filling filling(Duration took, LoadListener listener) {
        return new Filling(requests, new Sender(clock, took, Answer.ACKNOWLEDGED), listener, clock);
    }

    @Test
    void windows_areTheSame_howeverFastItIsFilled() throws IOException, InterruptedException {
        SpanLedger fast = new SpanLedger(requests);
        SpanLedger slow = new SpanLedger(requests);

        Duration behind = filling(Duration.ZERO, fast).fill(100, 1_000);
        clock.nanos = 0;
        Duration slowBehind = filling(Duration.ofSeconds(1), slow).fill(100, 1_000);

        assertThat(fast.acknowledged().keySet().stream().map(SeriesWindow::start))
                .as("ten seconds, and what ended in the second before")
                .hasSize(3);
        assertThat(slow.acknowledged()).isEqualTo(fast.acknowledged());
        assertThat(behind).isZero();
        assertThat(slowBehind).isEqualTo(Duration.ofSeconds(90));
    }

    /** What lies ahead of log time would not be taken as it is. */
    @Test
    void spans_areNeverAheadOfTheClock() throws IOException, InterruptedException {
        filling(
                        Duration.ZERO,
                        (number, unixNanos, answer) -> assertThat(unixNanos)
                                .isLessThanOrEqualTo(clock.unixNanos())
                                .isGreaterThan(clock.unixNanos() - TimeUnit.SECONDS.toNanos(5)))
                .fill(100, 1_000);
    }

    @Test
    void requestThatIsNotTaken_endsIt() {
        Filling filling = new Filling(
                requests, new Sender(clock, Duration.ZERO, Answer.uncertain("no disk")), LoadListener.NONE, clock);

        assertThatThrownBy(() -> filling.fill(10, 1_000))
                .isInstanceOf(IOException.class)
                .hasMessage("the topic cannot be filled: no disk");
    }
}
