package dev.bellwether.promql.syntax;

/** Parts of the language that can be off, as behind Prometheus' feature flags. */
public enum LanguageFeature {

    /** {@code promql-experimental-functions}: functions and aggregations that may still change. */
    EXPERIMENTAL_FUNCTIONS("promql-experimental-functions"),

    /** {@code promql-duration-expr}, which Prometheus 3.14 takes and ignores: arithmetic in ranges, steps and offsets. */
    DURATION_EXPRESSIONS("promql-duration-expr"),

    /** {@code promql-extended-range-selectors}: {@code anchored} and {@code smoothed}. */
    EXTENDED_RANGE_SELECTORS("promql-extended-range-selectors"),

    /** {@code promql-binop-fill-modifiers}: {@code fill}, {@code fill_left}, {@code fill_right}. */
    FILL_MODIFIERS("promql-binop-fill-modifiers");

    private final String flag;

    LanguageFeature(String flag) {
        this.flag = flag;
    }

    /** Name of the feature flag of Prometheus. */
    public String flag() {
        return flag;
    }
}
