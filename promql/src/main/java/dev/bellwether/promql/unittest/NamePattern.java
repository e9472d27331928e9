package dev.bellwether.promql.unittest;

import java.util.regex.Pattern;

/**
 * A pattern of the names of files, as Go's {@code filepath.Match} reads it: {@code *} is any text, {@code ?} any character, {@code [a-z]}
 * one of a set and {@code [^a-z]} one that is not in it; after a backslash a character stands for itself.
 */
final class NamePattern {

    private static final String META = "*?[\\";

    private final String text;
    private final StringBuilder regex = new StringBuilder();
    private int at;

    private NamePattern(String text) {
        this.text = text;
    }

    /** Whether a name stands for more than itself. */
    static boolean hasMeta(String name) {
        return name.chars().anyMatch(character -> META.indexOf(character) >= 0);
    }

    /**
     * The same pattern as a regular expression.
     *
     * @throws IllegalArgumentException if it is none; says why
     */
    static Pattern compile(String text) {
        return new NamePattern(text).compiled();
    }

    private Pattern compiled() {
        while (at < text.length()) {
            int character = next();
            switch (character) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '[' -> set();
                case '\\' -> literal(escaped());
                default -> literal(character);
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private int next() {
        int character = text.codePointAt(at);
        at += Character.charCount(character);
        return character;
    }

    private boolean isNext(char character) {
        return at < text.length() && text.charAt(at) == character;
    }

    private int escaped() {
        if (at == text.length()) {
            throw malformed("nothing stands after the last '\\'");
        }
        return next();
    }

    private void literal(int character) {
        regex.append(Pattern.quote(Character.toString(character)));
    }

    /** What stands between brackets: at least one character or range. */
    private void set() {
        boolean negated = isNext('^');
        if (negated) {
            at++;
        }
        StringBuilder ranges = new StringBuilder();
        do {
            int low = bound();
            int high = low;
            if (isNext('-')) {
                at++;
                high = bound();
            }
            if (low <= high) { // else no character is in it, and Java's syntax has no such range
                ranges.append(String.format("\\x{%x}-\\x{%x}", low, high));
            }
        } while (!isNext(']'));
        at++;
        if (ranges.isEmpty()) {
            regex.append(negated ? "." : "(?!)");
        } else {
            regex.append(negated ? "[^" : "[").append(ranges).append(']');
        }
    }

    private int bound() {
        if (at == text.length()) {
            throw malformed("'[' has no ']'");
        }
        int character = next();
        if (character == '-' || character == ']') {
            throw malformed("a '" + Character.toString(character) + "' in brackets is written with a '\\' before it");
        }
        return character == '\\' ? escaped() : character;
    }

    private IllegalArgumentException malformed(String why) {
        return new IllegalArgumentException("malformed pattern of file names \"" + text + "\": " + why);
    }
}
