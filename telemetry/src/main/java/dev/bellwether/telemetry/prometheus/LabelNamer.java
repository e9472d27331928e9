package dev.bellwether.telemetry.prometheus;

/** Names of labels; the sources are those of {@link MetricNamer}. */
final class LabelNamer {

    private final NamingRules rules;

    LabelNamer(NamingRules rules) {
        this.rules = rules;
    }

    /** The label for an attribute; empty where no name can be made of it. */
    String name(String key) {
        if (!rules.strategy().escapes() || key.isEmpty()) {
            return key;
        }
        String escaped = escaped(key);
        if (!escaped.equals(key) && Characters.hasOnlyUnderscores(escaped)) {
            return "";
        }
        if (Characters.startsWithDigit(escaped)) {
            return "key_" + escaped;
        }
        boolean oneUnderscore = escaped.startsWith("_") && !escaped.startsWith("__");
        return oneUnderscore && !rules.leadingUnderscores() ? "key" + escaped : escaped;
    }

    /** Names that begin with two underscores are Prometheus' own, and stay as they are. */
    private String escaped(String key) {
        boolean keepsRuns = rules.underscoreRuns() || key.startsWith("__");
        StringBuilder name = new StringBuilder(key.length());
        key.codePoints().forEach(character -> {
            if (Characters.isLetterOrDigit(character)) {
                name.appendCodePoint(character);
            } else if (keepsRuns || name.length() == 0 || name.charAt(name.length() - 1) != '_') {
                name.append('_');
            }
        });
        return name.toString();
    }
}
