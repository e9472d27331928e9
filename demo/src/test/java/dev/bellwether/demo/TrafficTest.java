package dev.bellwether.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.demo.ShopStats.Visits;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

final class TrafficTest {

    private static final Duration PATIENCE = Duration.ofMillis(10);
    private static final HttpAnswer OK = new HttpAnswer(200, "{}", true);

    @Test
    void shopThatNeverAnswers_getsNoLessTrafficUntilTooManyWait() throws InterruptedException {
        Queue<CompletableFuture<HttpAnswer>> unanswered = new ConcurrentLinkedQueue<>();
        Traffic traffic = new Traffic(new Arrivals(1, 20_000), visit -> {
            CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
            unanswered.add(answer);
            return answer;
        });
        traffic.start();
        await().until(() -> traffic.visits().dropped() > 100);
        traffic.stop(PATIENCE);

        Visits visits = traffic.visits();
        assertThat(unanswered).hasSize(Traffic.MAX_UNANSWERED);
        assertThat(visits.sent()).isEqualTo(Traffic.MAX_UNANSWERED);
        assertThat(visits.due()).isEqualTo(visits.sent() + visits.dropped());
        assertThat(visits.answered() + visits.failed()).isZero();
    }

    @Test
    void answersMakeRoomForMore() throws InterruptedException {
        Traffic traffic = new Traffic(new Arrivals(1, 20_000), visit -> CompletableFuture.completedFuture(OK));
        traffic.start();
        await().until(() -> traffic.visits().answered() > 2 * Traffic.MAX_UNANSWERED);
        traffic.stop(PATIENCE);
        assertThat(traffic.visits().dropped()).isZero();
    }

    @Test
    void visitWithoutAnAnswer_countsAsFailed() throws InterruptedException {
        Traffic traffic = new Traffic(
                new Arrivals(1, 1_000), visit -> CompletableFuture.failedFuture(new IOException("no answer")));
        traffic.start();
        await().until(() -> traffic.visits().failed() > 10);
        traffic.stop(PATIENCE);
        assertThat(traffic.visits().failed()).isEqualTo(traffic.visits().sent());
        assertThat(traffic.visits().answered()).isZero();
    }

    @Test
    void stop_sendsNoMoreAndWaitsForWhatIsUnderWay() throws InterruptedException {
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        Traffic traffic = new Traffic(new Arrivals(1, 1_000), visit -> answer);
        traffic.start();
        await().until(() -> traffic.visits().sent() > 10);
        CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> answer.complete(OK));
        traffic.stop(Duration.ofSeconds(20));
        answering.join();

        Visits visits = traffic.visits();
        assertThat(visits.answered()).isEqualTo(visits.sent());
    }

    @Test
    void visits_areThoseThatTheArrivalsBring() throws InterruptedException {
        Queue<Arrivals.Visit> seen = new ConcurrentLinkedQueue<>();
        Traffic traffic = new Traffic(new Arrivals(4, 1_000), visit -> {
            seen.add(visit);
            return CompletableFuture.completedFuture(OK);
        });
        traffic.start();
        await().until(() -> seen.size() > 50);
        traffic.stop(PATIENCE);
        Arrivals again = new Arrivals(4, 1_000);
        assertThat(seen).allSatisfy(visit -> assertThat(visit).isEqualTo(again.next()));
    }
}
