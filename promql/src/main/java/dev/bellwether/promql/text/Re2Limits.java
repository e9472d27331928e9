package dev.bellwether.promql.text;

import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures a regular expression before it is parsed, without recursion. Where the text is malformed the measures are of no account: the
 * parser refuses it.
 */
final class Re2Limits {

    private static final int MAX_HEIGHT = 1_000;
    private static final int MAX_REPEATS = 1_000;
    private static final int MAX_INSTRUCTIONS = 3_355_443;
    private static final int MAX_CHOICES = 4_000;

    /** Followed by a name, by flags, or by neither. */
    private static final Pattern GROUP = Pattern.compile("\\((\\?(?:(P?<[^>]*>)|[a-zA-Z-]*:?))?");

    private static final Pattern COUNT = Pattern.compile("\\{(\\d+)(,(\\d*))?}");
    private static final Pattern CHARACTER_CLASS =
            Pattern.compile("\\[\\^?]?(?:\\[:\\^?\\w+:]|\\\\.|[^\\]\\\\])*+]", Pattern.DOTALL);
    private static final Pattern ESCAPE =
            Pattern.compile("\\\\(?:Q(?:(?!\\\\E).)*+(?:\\\\E)?|[pPx]\\{[^}]*}|.)", Pattern.DOTALL);

    /** How much of a message is the expression. */
    private static final int SHOWN = 100;

    private final String text;
    private final Deque<Re2Group> open = new ArrayDeque<>();
    private int at;

    Re2Limits(String text) {
        this.text = text;
    }

    /**
     * Walks through the text once.
     *
     * @throws PatternSyntaxException if a limit is exceeded
     */
    void check() {
        open.push(new Re2Group(false));
        while (at < text.length()) {
            step(text.charAt(at));
        }
        while (!open.isEmpty()) {
            within(open.pop().measure());
        }
    }

    private void step(char next) {
        switch (next) {
            case '(' -> open();
            case ')' -> {
                close();
                at++;
            }
            case '|' -> {
                group().nextAlternative();
                at++;
            }
            case '^', '$' -> {
                group().add(Re2Measure.EMPTY);
                at++;
            }
            case '*', '+', '?' -> {
                repeat(Re2Measure::repeatedAnyTimes);
                at++;
                skipLazy();
            }
            case '{' -> count();
            case '[' -> literal(CHARACTER_CLASS, 1);
            case '\\' -> escape();
            default -> {
                group().add(Re2Measure.characters(1));
                at++;
            }
        }
    }

    private Re2Group group() {
        return open.element();
    }

    private void open() {
        Matcher start = GROUP.matcher(text).region(at, text.length());
        boolean found = start.lookingAt();
        open.push(new Re2Group(found && (start.group(1) == null || start.group(2) != null)));
        at = found ? start.end() : at + 1;
    }

    private void close() {
        if (open.size() > 1) {
            Re2Measure closed = within(open.pop().measure());
            group().add(closed);
        }
    }

    private void repeat(UnaryOperator<Re2Measure> repetition) {
        group().replaceLast(last -> within(repetition.apply(last)));
    }

    /** A brace that is no count stands for itself. */
    private void count() {
        Matcher count = COUNT.matcher(text).region(at, text.length());
        if (!count.lookingAt()) {
            group().add(Re2Measure.characters(1));
            at++;
            return;
        }
        int min = number(count.group(1));
        int max = count.group(2) == null ? min : count.group(3).isEmpty() ? -1 : number(count.group(3));
        repeat(last -> last.repeated(min, max));
        at = count.end();
        skipLazy();
    }

    /** What exceeds the limit is not read exactly. */
    private static int number(String digits) {
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private void escape() {
        boolean place = at + 1 < text.length() && "AbBz".indexOf(text.charAt(at + 1)) >= 0;
        if (place) {
            group().add(Re2Measure.EMPTY);
            at += 2;
        } else {
            literal(ESCAPE, text.startsWith("\\Q", at) ? 0 : 1);
        }
    }

    private void skipLazy() {
        if (at < text.length() && text.charAt(at) == '?') {
            at++;
        }
    }

    /**
     * Passes over what holds no operators.
     *
     * @param size how many characters it stands for; as many as it has if this is 0
     */
    private void literal(Pattern form, int size) {
        Matcher whole = form.matcher(text).region(at, text.length());
        int length = whole.lookingAt() ? whole.end() - at : 1;
        group().add(Re2Measure.characters(size == 0 ? length : size));
        at += length;
    }

    private Re2Measure within(Re2Measure measure) {
        if (measure.repeats() > MAX_REPEATS) {
            throw refused("invalid repeat count: repetitions within each other come to more than 1,000");
        }
        if (measure.height() > MAX_HEIGHT) {
            throw refused("expression nests too deeply: more than 1,000 levels");
        }
        if (measure.instructions() > MAX_INSTRUCTIONS) {
            throw refused("expression too large: more than 3,355,443 instructions");
        }
        if (measure.choices() > MAX_CHOICES) {
            throw refused("expression has too many alternatives and optional parts: more than 4,000 choices");
        }
        return measure;
    }

    private PatternSyntaxException refused(String why) {
        return new PatternSyntaxException(why, text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…");
    }
}
