package dev.bellwether.cli.crash;

import static org.awaitility.Awaitility.await;

import dev.bellwether.cli.Launched;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;

/** How long these tests wait for anything; then they fail and say what did not come. */
public final class Patience {

    public static final Duration LONGEST = Duration.ofSeconds(Launched.PATIENCE_SECONDS);

    private static final Duration POLL = Duration.ofMillis(300);

    private Patience() {}

    public static ConditionFactory patiently(String what) {
        return await(what).atMost(LONGEST).pollInterval(POLL);
    }
}
