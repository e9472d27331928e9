package dev.bellwether.cli.node;

import dev.bellwether.alerting.evaluate.EvaluationConfig;
import dev.bellwether.alerting.rulebook.RulebookConfig;
import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.Settings;
import dev.bellwether.promql.rules.RuleEnvironment;
import dev.bellwether.promql.syntax.ParserOptions;
import dev.bellwether.schemas.Topics;
import java.time.Duration;

/** How rule files are taken and evaluated, from the configuration. */
final class RuleParts {

    private RuleParts() {}

    static EvaluationConfig of(Configuration configuration, Topics topics) {
        EvaluationConfig standard = EvaluationConfig.DEFAULT;
        return new EvaluationConfig(
                new RulebookConfig(
                        configuration.get(Settings.RULES_INTERVAL),
                        configuration.get(Settings.RULES_MAX_RANGE),
                        configuration.get(Settings.RULES_LEAD)),
                new RuleEnvironment(
                        configuration.get(Settings.EXTERNAL_LABELS),
                        configuration.get(Settings.EXTERNAL_URL),
                        Duration.ZERO,
                        ParserOptions.DEFAULT),
                configuration.get(Settings.ALERT_DELAY),
                configuration.get(Settings.RULES_REMOTE_WRITE_DELAY),
                topics.prometheusSamples().name(),
                configuration.get(Settings.RULES_MAX_SAMPLES),
                standard.clockAhead());
    }
}
