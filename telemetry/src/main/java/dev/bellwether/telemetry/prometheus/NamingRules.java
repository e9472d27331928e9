package dev.bellwether.telemetry.prometheus;

import static java.util.Objects.requireNonNull;

/**
 * How names become Prometheus' names, where there is a choice.
 *
 * @param strategy what is done to names of metrics and labels
 * @param leadingUnderscores whether a label may begin with one underscore; else it gets the prefix {@code key}
 * @param underscoreRuns whether several underscores in a row remain in labels; the specification makes them one, Prometheus can be told
 *     either
 */
public record NamingRules(TranslationStrategy strategy, boolean leadingUnderscores, boolean underscoreRuns) {

    /** What the specification says. */
    public static final NamingRules DEFAULT =
            new NamingRules(TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES, false, false);

    public NamingRules {
        requireNonNull(strategy, "strategy");
    }

    public NamingRules withStrategy(TranslationStrategy other) {
        return new NamingRules(other, leadingUnderscores, underscoreRuns);
    }
}
