package dev.bellwether.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PatienceTest {

    @Test
    void whoeverAwaitsWithoutATime_hasTheDefault() {
        AtomicReference<Duration> allowed = new AtomicReference<>();

        await().conditionEvaluationListener(condition -> allowed.set(
                        Duration.ofMillis(condition.getElapsedTimeInMS() + condition.getRemainingTimeInMS())))
                .until(() -> true);

        assertThat(allowed.get()).isBetween(Patience.DEFAULT.dividedBy(2), Patience.DEFAULT);
    }
}
