package dev.bellwether.alerting.rulebook;

import dev.bellwether.promql.eval.EngineOptions;
import java.time.Duration;

/**
 * How rule files are taken.
 *
 * @param evaluationInterval of groups that give none, and the step of subqueries that give none
 * @param maxRange how far back a rule may look, lookback included
 * @param lead how long after a version was appended it takes effect: each process must have read it by then
 */
public record RulebookConfig(Duration evaluationInterval, Duration maxRange, Duration lead) {

    /** The topic is read about every second; who needs it to be known sooner than that would wait for it at each record. */
    private static final Duration LEAST_LEAD = Duration.ofSeconds(3);

    /** As Prometheus: a minute. A day; ten seconds. */
    public static final RulebookConfig DEFAULT =
            new RulebookConfig(Duration.ofMinutes(1), Duration.ofHours(24), Duration.ofSeconds(10));

    public RulebookConfig {
        atLeast("evaluationInterval", evaluationInterval, Duration.ofMillis(100));
        atLeast("maxRange", maxRange, evaluationInterval);
        atLeast("lead", lead, LEAST_LEAD);
    }

    /** How expressions of rules are evaluated. */
    public EngineOptions engineOptions() {
        return EngineOptions.DEFAULT.withSubqueryStep(evaluationInterval);
    }

    private static void atLeast(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: at least " + least + ")");
        }
    }
}
