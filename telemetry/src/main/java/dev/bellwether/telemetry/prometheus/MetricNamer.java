package dev.bellwether.telemetry.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Names of metrics. Source: "OTLP Metric points to Prometheus" in the OpenTelemetry specification's {@code
 * compatibility/prometheus_and_openmetrics.md}; where it leaves something open, Prometheus' own {@code otlptranslator}.
 */
final class MetricNamer {

    private static final String TOTAL = "total";
    private static final String RATIO = "ratio";

    private final TranslationStrategy strategy;

    MetricNamer(TranslationStrategy strategy) {
        this.strategy = strategy;
    }

    /** The name of the metric's family; empty where none can be made of it. */
    String name(String name, String unit, FamilyType type) {
        if (!strategy.escapes()) {
            return strategy.hasSuffixes() ? withSuffixes(name, unit, type) : name;
        }
        String escaped = strategy.hasSuffixes() ? normalized(name, unit, type) : escaped(name);
        return !escaped.equals(name) && Characters.hasOnlyUnderscores(escaped) ? "" : escaped;
    }

    private static String escaped(String name) {
        return notStartingWithDigit(
                String.join("_", tokens(name, c -> Characters.isLetterOrDigit(c) || c == ':' || c == '_')));
    }

    private String normalized(String name, String unit, FamilyType type) {
        List<String> tokens = tokens(name, c -> Characters.isLetterOrDigit(c) || c == ':');
        UnitSuffixes suffixes = UnitSuffixes.of(unit, strategy.hasUpdatedUnits());
        addUnit(tokens, clean(suffixes.main()), clean(suffixes.per()));
        if (type == FamilyType.COUNTER) {
            moveToEnd(tokens, TOTAL);
        }
        if (isRatio(unit, type)) {
            moveToEnd(tokens, RATIO);
        }
        return notStartingWithDigit(String.join("_", tokens));
    }

    /** Senders use the unit 1 for counts of things too; only a gauge of it is taken for a ratio. */
    private static boolean isRatio(String unit, FamilyType type) {
        return unit.equals("1") && type == FamilyType.GAUGE;
    }

    private static void addUnit(List<String> tokens, String main, String per) {
        String divisor = per.equals("per_") ? "" : withoutEnd(per, "_");
        if (tokens.contains(divisor)) {
            divisor = "";
        }
        String dividend = divisor.isEmpty() ? main : withoutEnd(main, "_");
        if (!dividend.isEmpty() && !tokens.contains(main)) {
            tokens.add(dividend);
        }
        if (!divisor.isEmpty()) {
            tokens.add(divisor);
        }
    }

    private static void moveToEnd(List<String> tokens, String token) {
        tokens.removeIf(token::equals);
        tokens.add(token);
    }

    /** With all characters as they are, suffixes are only looked for at the end. */
    private String withSuffixes(String name, String unit, FamilyType type) {
        UnitSuffixes suffixes = UnitSuffixes.of(unit, strategy.hasUpdatedUnits());
        String last = type == FamilyType.COUNTER ? TOTAL : isRatio(unit, type) ? RATIO : "";
        String stem = withoutSuffix(withoutSuffix(name, last), suffixes.per());
        if (!stem.endsWith(suffixes.main())) {
            stem = stem + "_" + suffixes.main();
        }
        return appended(appended(stem, suffixes.per()), last);
    }

    private static String appended(String name, String suffix) {
        return suffix.isEmpty() ? name : name + "_" + suffix;
    }

    /** Takes off the suffix and the character before it, if something remains. */
    private static String withoutSuffix(String name, String suffix) {
        return !suffix.isEmpty() && name.endsWith(suffix) && name.length() > suffix.length() + 1
                ? name.substring(0, name.length() - suffix.length() - 1)
                : name;
    }

    private static String withoutEnd(String text, String end) {
        return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
    }

    private static String clean(String unit) {
        StringBuilder clean = new StringBuilder();
        unit.codePoints().forEach(character -> {
            if (Characters.isLetterOrDigit(character) || character == ':') {
                clean.appendCodePoint(character);
            } else if (clean.length() > 0 && clean.charAt(clean.length() - 1) != '_') {
                clean.append('_');
            }
        });
        return clean.toString();
    }

    private static String notStartingWithDigit(String name) {
        return Characters.startsWithDigit(name) ? "_" + name : name;
    }

    private static List<String> tokens(String text, IntPredicate within) {
        List<String> tokens = new ArrayList<>();
        int start = -1;
        for (int index = 0; index < text.length(); index++) {
            boolean isWithin = within.test(text.charAt(index));
            if (isWithin && start < 0) {
                start = index;
            } else if (!isWithin && start >= 0) {
                tokens.add(text.substring(start, index));
                start = -1;
            }
        }
        if (start >= 0) {
            tokens.add(text.substring(start));
        }
        return tokens;
    }
}
