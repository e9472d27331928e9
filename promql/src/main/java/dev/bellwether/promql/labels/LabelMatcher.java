package dev.bellwether.promql.labels;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.bellwether.promql.text.GoStrings;
import dev.bellwether.promql.text.Re2;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says of a label set whether one of its labels has the right value. A label that is not there has the empty string as its value.
 * Regular expressions are RE2's, match the whole value, and their dot matches a newline too.
 */
public final class LabelMatcher {

    /** How value and pattern are compared. */
    public enum Type {
        EQUAL("="),
        NOT_EQUAL("!="),
        REGEX("=~"),
        NOT_REGEX("!~");

        private final String symbol;

        Type(String symbol) {
            this.symbol = symbol;
        }

        /** As it is written in a query. */
        public String symbol() {
            return symbol;
        }

        private boolean isRegex() {
            return this == REGEX || this == NOT_REGEX;
        }

        private boolean isNegative() {
            return this == NOT_EQUAL || this == NOT_REGEX;
        }
    }

    private final Type type;
    private final String name;
    private final String value;
    private final @Nullable Pattern pattern;

    private LabelMatcher(Type type, String name, String value, @Nullable Pattern pattern) {
        this.type = type;
        this.name = name;
        this.value = value;
        this.pattern = pattern;
    }

    /**
     * A matcher.
     *
     * @throws IllegalArgumentException if the value is to be a regular expression and is none, or one beyond the limits of {@link Re2}
     */
    public static LabelMatcher of(Type type, String name, String value) {
        requireNonNull(type, "type");
        requireNonNull(name, "name");
        requireNonNull(value, "value");
        if (!type.isRegex()) {
            return new LabelMatcher(type, name, value, null);
        }
        try {
            return new LabelMatcher(type, name, value, Re2.compileAnchored(value));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "error parsing regexp: " + e.getDescription() + ": `" + e.getPattern() + "`", e);
        }
    }

    /** The matcher that asks for exactly this value. */
    public static LabelMatcher equal(String name, String value) {
        return of(Type.EQUAL, name, value);
    }

    public Type type() {
        return type;
    }

    /** The name of the label. */
    public String name() {
        return name;
    }

    /** The value, or the regular expression. */
    public String value() {
        return value;
    }

    /** Whether this value of the label is right. */
    public boolean matches(String candidate) {
        boolean same = pattern == null ? value.equals(candidate) : pattern.matches(candidate);
        return same != type.isNegative();
    }

    /** Whether the label of this set is right. */
    public boolean matches(Labels labels) {
        return matches(labels.get(name));
    }

    /** Whether it is right that the label is not there. */
    public boolean matchesEmpty() {
        return matches("");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelMatcher that
                && type == that.type
                && name.equals(that.name)
                && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, name, value);
    }

    /** As it is written in a query. */
    @Override
    public String toString() {
        return LabelNames.quotedIfNeeded(name) + type.symbol() + GoStrings.quote(value);
    }
}
