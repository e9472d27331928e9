package dev.bellwether.alerting.evaluate;

import static java.util.Objects.requireNonNull;

import dev.bellwether.alerting.rulebook.RulebookConfig;
import dev.bellwether.promql.rules.RuleEnvironment;
import java.time.Duration;

/**
 * How groups are evaluated.
 *
 * @param rulebook how rules are taken
 * @param environment what templates know of outside
 * @param delay how long after a slot it is evaluated, in log time: what arrives until then is seen
 * @param remoteWriteDelay the same for groups that samples come to by remote write, which sends in batches of its own time
 * @param remoteWriteTopic the topic of what came by remote write
 * @param maxSamples most samples that one group holds; a group that needs more is not evaluated until it does not
 * @param clockAhead samples that are further ahead of the log time of their arrival are left out
 */
public record EvaluationConfig(
        RulebookConfig rulebook,
        RuleEnvironment environment,
        Duration delay,
        Duration remoteWriteDelay,
        String remoteWriteTopic,
        long maxSamples,
        Duration clockAhead) {

    /** How long a group waits for remote write after the last that came. */
    static final Duration REMOTE_WRITE_REMEMBERED = Duration.ofMinutes(10);

    public static final EvaluationConfig DEFAULT = new EvaluationConfig(
            RulebookConfig.DEFAULT,
            RuleEnvironment.DEFAULT,
            Duration.ofMillis(500),
            Duration.ofSeconds(10),
            "prometheus_samples",
            20_000_000,
            Duration.ofMinutes(10));

    public EvaluationConfig {
        requireNonNull(rulebook, "rulebook");
        requireNonNull(environment, "environment");
        requireNonNull(remoteWriteTopic, "remoteWriteTopic");
        notNegative("delay", delay);
        notNegative("clockAhead", clockAhead);
        if (remoteWriteDelay.compareTo(delay) < 0) {
            throw new IllegalArgumentException(
                    "remoteWriteDelay: " + remoteWriteDelay + " (expected: at least delay, " + delay + ")");
        }
        if (maxSamples < 1) {
            throw new IllegalArgumentException("maxSamples: " + maxSamples + " (expected: at least 1)");
        }
    }

    private static void notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 0 or more)");
        }
    }
}
