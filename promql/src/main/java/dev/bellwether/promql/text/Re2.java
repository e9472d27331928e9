package dev.bellwether.promql.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Compiles regular expressions in RE2's syntax, within the limits of Go's {@code regexp/syntax} and a little less. The library that
 * compiles them recurses into what is nested, writes out what is repeated, and recurses into choices when it matches, all without any
 * limit, so a text could take the whole stack or all memory.
 */
public final class Re2 {

    private Re2() {}

    /**
     * A regular expression, not anchored.
     *
     * @throws PatternSyntaxException if it is none, is nested deeper than 1,000 levels, of which each optional
     *     repetition of a count is two, repeats a part more than 1,000 times by repetitions
     *     within each other, or comes to more than 3,355,443 instructions, or has more than 4,000
     *     choices
     */
    public static Pattern compile(String text) {
        new Re2Limits(text).check();
        return Pattern.compile(text);
    }

    /**
     * A regular expression that has to match the whole of a label's value; its dot matches a line break too.
     *
     * @throws PatternSyntaxException as {@link #compile(String)} does
     */
    public static Pattern compileAnchored(String text) {
        return compile("^(?s:" + text + ")$");
    }
}
