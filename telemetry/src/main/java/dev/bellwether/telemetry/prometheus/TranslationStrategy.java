package dev.bellwether.telemetry.prometheus;

/** How names of OTLP become names of Prometheus; the constants are those of Prometheus' setting {@code translation_strategy}. */
public enum TranslationStrategy {
    /** Characters that classic names cannot have become underscores; units and types are suffixes. Prometheus' default. */
    UNDERSCORE_ESCAPING_WITH_SUFFIXES(true, true, false),
    /** The same, with units that the first table has wrong: {@code tebibytes} for {@code TiBy}, {@code kilobytes} for {@code kBy}. */
    UNDERSCORE_ESCAPING_WITH_UPDATED_SUFFIXES(true, true, true),
    /** Underscores, and no suffixes. */
    UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES(true, false, false),
    /** Names as they are, with suffixes. */
    NO_UTF8_ESCAPING_WITH_SUFFIXES(false, true, false),
    /** Names as they are, with suffixes of the corrected table. */
    NO_UTF8_ESCAPING_WITH_UPDATED_SUFFIXES(false, true, true),
    /** Names as they are. Metrics that differ in their unit alone become one. */
    NO_TRANSLATION(false, false, false);

    private final boolean escapes;
    private final boolean suffixes;
    private final boolean updatedUnits;

    TranslationStrategy(boolean escapes, boolean suffixes, boolean updatedUnits) {
        this.escapes = escapes;
        this.suffixes = suffixes;
        this.updatedUnits = updatedUnits;
    }

    boolean escapes() {
        return escapes;
    }

    boolean hasSuffixes() {
        return suffixes;
    }

    boolean hasUpdatedUnits() {
        return updatedUnits;
    }
}
