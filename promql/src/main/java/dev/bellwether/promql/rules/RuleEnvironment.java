package dev.bellwether.promql.rules;

import static java.util.Objects.requireNonNull;

import dev.bellwether.promql.syntax.ParserOptions;
import java.time.Duration;
import java.util.Map;

/**
 * What all rules of a server share.
 *
 * @param externalLabels {@code $externalLabels} of templates
 * @param externalUrl {@code $externalURL} of templates, or empty
 * @param queryOffset of groups that give none
 * @param parserOptions for queries in templates
 */
public record RuleEnvironment(
        Map<String, String> externalLabels, String externalUrl, Duration queryOffset, ParserOptions parserOptions) {

    /** Nothing external, no offset. */
    public static final RuleEnvironment DEFAULT =
            new RuleEnvironment(Map.of(), "", Duration.ZERO, ParserOptions.DEFAULT);

    /** Copies. */
    public RuleEnvironment {
        externalLabels = Map.copyOf(externalLabels);
        requireNonNull(externalUrl, "externalUrl");
        requireNonNull(queryOffset, "queryOffset");
        requireNonNull(parserOptions, "parserOptions");
    }
}
