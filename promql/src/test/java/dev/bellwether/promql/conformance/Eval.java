package dev.bellwether.promql.conformance;

import dev.bellwether.promql.text.Durations;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An {@code eval} of a script. Times are in milliseconds.
 *
 * @param range the steps of a range query; empty for an instant query
 */
record Eval(int line, String query, long time, Optional<Range> range, Expectations expectations) {

    record Range(long start, long end, long step) {

        long time(int index) {
            return start + index * step;
        }
    }

    private static final Pattern INSTANT = Pattern.compile(
            "eval(?<mode>_fail|_warn|_info|_ordered)?\\s+instant\\s+(?:at\\s+(?<at>\\S+)\\s+)?(?<query>.+)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern RANGE = Pattern.compile(
            "eval(?<mode>_fail|_warn|_info)?\\s+range\\s+from\\s+(?<from>\\S+)\\s+to\\s+(?<to>\\S+)\\s+step\\s+(?<step>\\S+?)\\s+(?<query>.+)",
            Pattern.CASE_INSENSITIVE);

    static Eval of(Block block) throws ScriptException {
        String command = block.lines().get(0);
        Matcher instant = INSTANT.matcher(command);
        if (instant.matches()) {
            Expectations expectations = Expectations.of(block, String.valueOf(instant.group("mode")));
            String at = instant.group("at");
            return new Eval(
                    block.line(),
                    instant.group("query"),
                    at == null ? 0 : millis(at, block),
                    Optional.empty(),
                    expectations);
        }
        Matcher range = RANGE.matcher(command);
        if (!range.matches()) {
            throw new ScriptException(block.line(), "no eval: " + command);
        }
        Range steps = new Range(
                millis(range.group("from"), block),
                millis(range.group("to"), block),
                millis(range.group("step"), block));
        return new Eval(
                block.line(),
                range.group("query"),
                steps.start(),
                Optional.of(steps),
                Expectations.of(block, String.valueOf(range.group("mode"))));
    }

    static long millis(String text, Block block) throws ScriptException {
        boolean negative = text.startsWith("-");
        String positive = negative ? text.substring(1) : text;
        if (positive.matches("[0-9.]+")) {
            return Math.round(Double.parseDouble(text) * 1000);
        }
        try {
            long millis = Durations.parse(positive).toMillis();
            return negative ? -millis : millis;
        } catch (IllegalArgumentException malformed) {
            throw new ScriptException(block.line(), String.valueOf(malformed.getMessage()));
        }
    }
}
