package dev.bellwether.promql.syntax;

import java.util.EnumSet;
import java.util.Set;

/**
 * What the parser accepts.
 *
 * @param features parts of the language that can be off
 * @param maxLength longest query, in characters
 * @param maxDepth deepest tree, which bounds the stack that parsing, printing and evaluating take; a chain of operators is as deep as it is
 *     long
 */
public record ParserOptions(Set<LanguageFeature> features, int maxLength, int maxDepth) {

    /**
     * As in Prometheus 3.14 without feature flags, where arithmetic in durations needs none any more; 100,000 characters, depth 400, for which a
     * stack of 1 MiB is enough.
     */
    public static final ParserOptions DEFAULT =
            new ParserOptions(Set.of(LanguageFeature.DURATION_EXPRESSIONS), 100_000, 400);

    public ParserOptions {
        features = Set.copyOf(features);
        if (maxLength < 1) {
            throw new IllegalArgumentException("maxLength: " + maxLength + " (expected: at least 1)");
        }
        if (maxDepth < 1) {
            throw new IllegalArgumentException("maxDepth: " + maxDepth + " (expected: at least 1)");
        }
    }

    /** A copy with all features of the language. */
    public ParserOptions withAllFeatures() {
        return withFeatures(EnumSet.allOf(LanguageFeature.class));
    }

    /** A copy with these features. */
    public ParserOptions withFeatures(Set<LanguageFeature> enabled) {
        return new ParserOptions(enabled, maxLength, maxDepth);
    }

    boolean has(LanguageFeature feature) {
        return features.contains(feature);
    }
}
