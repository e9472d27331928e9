package dev.bellwether.alerting;

import static dev.bellwether.alerting.Deltas.requests;
import static dev.bellwether.facts.AlertState.FIRING;
import static dev.bellwether.facts.AlertState.INACTIVE;
import static dev.bellwether.facts.AlertState.PENDING;
import static dev.bellwether.facts.AlertState.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.AlertingApp.Event;
import dev.bellwether.alerting.signal.ErrorRatioSignal;
import dev.bellwether.alerting.signal.LatencySignal;
import dev.bellwether.alerting.signal.NoTrafficSignal;
import dev.bellwether.facts.Alert;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.testing.LocalSchemas;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happened before a restart, what happens after it is as if there had been none. */
class AlertingRestartTest {

    private static final AlertingConfig CONFIG = AlertingConfig.DEFAULT
            .withRange(Duration.ofSeconds(15))
            .withEvaluationDelay(Duration.ZERO)
            .withSignals(
                    ErrorRatioSignal.DEFAULT.withHold(Duration.ofSeconds(10)).withKeepFiring(Duration.ofSeconds(5)),
                    LatencySignal.DEFAULT,
                    NoTrafficSignal.DEFAULT.withSteadyMinutes(1).withSilence(Duration.ofSeconds(20)));

    @TempDir
    private Path folder;

    @Test
    void everyStore_hasAChangelog() {
        assertThat(StoreCatalogue.all(new FactCodec(new LocalSchemas()), AlertingApp.TOPICS))
                .hasSize(6)
                .allSatisfy(store ->
                        assertThat(store.loggingEnabled()).as(store.name()).isTrue());
    }

    @Test
    void pendingAlert_goesOnFromTheChangelogsWithItsOwnTime() {
        try (AlertingApp shop = new AlertingApp(CONFIG, folder)) {
            for (int second = 0; second < 7; second++) {
                shop.second(second, requests(second, "cart", "2.4.0", 100, 20));
            }
            shop.pipe(requests(8, "cart", "2.4.0", 100, 20)); // ahead of time
            assertThat(shop.told()).extracting(Event::state).containsExactly(PENDING, PENDING);

            try (AlertingTask next = AlertingTask.from(shop, CONFIG, folder.resolve("next"))) {
                for (int second = 7; second < 11; second++) {
                    next.second(second, requests(second, "cart", "2.4.0", 100, 20));
                }
                List<Alert> told = next.events();
                assertThat(told)
                        .extracting(Event::of)
                        .containsExactlyInAnyOrder(
                                new Event("HighErrorRatio cart", FIRING, 11, 1, 11, -1),
                                new Event("HighErrorRatio cart 2.4.0", FIRING, 11, 1, 11, -1));
                assertThat(told.get(0).getEvidence().getRequests()).isEqualTo(1_200);
            }
        }
    }

    @Test
    void restartAtAnyTime_makesNoDifference() {
        List<String> undisturbed = run("undisturbed", second -> false);
        for (Object state : List.of(PENDING, INACTIVE, FIRING, RESOLVED)) {
            assertThat(undisturbed)
                    .as("the run has one that is %s", state)
                    .anyMatch(said -> said.contains("\"state\": \"" + state + "\""));
        }
        assertThat(run("every", second -> true)).isEqualTo(undisturbed);
        for (int restart = 1; restart < 100; restart += 13) {
            int at = restart;
            assertThat(run("at" + at, second -> second == at))
                    .as("restart at %d", at)
                    .isEqualTo(undisturbed);
        }
    }

    /** A bad minute of one service, a good one, and silence, with requests that are ahead of time all along. */
    private List<String> run(String name, IntPredicate restartBefore) {
        try (AlertingTask task = new AlertingTask(CONFIG, folder.resolve(name))) {
            for (int second = 0; second < 100; second++) {
                if (restartBefore.test(second)) {
                    task.restart();
                }
                int errors = second < 25 || second == 60 ? 20 : 0;
                if (second < 65) {
                    task.second(
                            second,
                            requests(second, "cart", "2.4.0", second == 60 ? 2_000 : 100, 10 * errors % 150),
                            requests(second + 3, "pay", "", 50, errors));
                } else {
                    task.second(second);
                }
            }
            return task.said();
        }
    }
}
