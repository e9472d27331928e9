package dev.bellwether.promql.conformance;

import dev.bellwether.promql.conformance.Eval.Range;
import dev.bellwether.promql.storage.SeriesDescription;
import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.syntax.NumberLiteral;
import dev.bellwether.promql.syntax.ParseException;
import dev.bellwether.promql.syntax.Parser;
import dev.bellwether.promql.syntax.ParserOptions;
import dev.bellwether.promql.syntax.StringLiteral;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script expects of an eval.
 *
 * @param source the lines that say so, for messages
 * @param texts what messages of a kind have to match; a kind without any is not looked at
 * @param rangeVector the times of the points of a range vector, where the eval is instant
 */
record Expectations(
        String source,
        Map<Kind, List<ExpectedMessage>> texts,
        boolean ordered,
        Optional<String> string,
        OptionalDouble scalar,
        Optional<Range> rangeVector,
        List<SeriesDescription> series) {

    enum Kind {
        FAIL,
        WARN,
        INFO,
        NO_WARN,
        NO_INFO
    }

    private static final Parser PARSER = new Parser(ParserOptions.DEFAULT.withAllFeatures());

    private static final Pattern EXPECT =
            Pattern.compile("expect\\s+(?<kind>fail|warn|info|no_warn|no_info)(?:\\s+(?<how>msg|regex):(?<text>.*))?");

    private static final Pattern RANGE_VECTOR =
            Pattern.compile("expect\\s+range\\s+vector\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)");

    static boolean isNumber(String line) {
        return number(line).isPresent();
    }

    private static OptionalDouble number(String line) {
        try {
            Expr tree = PARSER.parse(line);
            return tree instanceof NumberLiteral number ? OptionalDouble.of(number.value()) : OptionalDouble.empty();
        } catch (ParseException e) {
            return OptionalDouble.empty();
        }
    }

    boolean expects(Kind kind) {
        return texts.containsKey(kind);
    }

    /** What messages of a kind have to match. */
    List<ExpectedMessage> of(Kind kind) {
        return texts.getOrDefault(kind, List.of());
    }

    static Expectations of(Block block, String mode) throws ScriptException {
        Map<Kind, List<ExpectedMessage>> texts = new EnumMap<>(Kind.class);
        boolean ordered = mode.equalsIgnoreCase("_ordered");
        for (Kind kind : List.of(Kind.FAIL, Kind.WARN, Kind.INFO)) {
            if (mode.equalsIgnoreCase("_" + kind)) {
                texts.put(kind, new ArrayList<>(List.of(ExpectedMessage.ANY)));
            }
        }
        Optional<String> string = Optional.empty();
        OptionalDouble scalar = OptionalDouble.empty();
        Optional<Range> rangeVector = Optional.empty();
        List<SeriesDescription> series = new ArrayList<>();
        for (int i = 1; i < block.lines().size(); i++) {
            String line = block.lines().get(i);
            Matcher expect = EXPECT.matcher(line);
            Matcher range = RANGE_VECTOR.matcher(line);
            if (expect.matches()) {
                Kind kind = Kind.valueOf(expect.group("kind").toUpperCase(Locale.ROOT));
                texts.computeIfAbsent(kind, key -> new ArrayList<>())
                        .add(ExpectedMessage.of(expect.group("how"), expect.group("text")));
            } else if (line.matches("expect\\s+ordered")) {
                ordered = true;
            } else if (line.matches("expect\\s+string\\s.*")) {
                string = Optional.of(string(line.replaceFirst("expect\\s+string\\s+", ""), block.line() + i));
            } else if (range.matches()) {
                rangeVector = Optional.of(new Range(
                        Eval.millis(range.group(1), block),
                        Eval.millis(range.group(2), block),
                        Eval.millis(range.group(3), block)));
            } else if (line.startsWith("expected_fail_message ")) {
                texts.put(
                        Kind.FAIL,
                        List.of(ExpectedMessage.of("msg", line.substring("expected_fail_message ".length()))));
            } else if (line.startsWith("expected_fail_regexp ")) {
                texts.put(
                        Kind.FAIL,
                        List.of(ExpectedMessage.of("regex", line.substring("expected_fail_regexp ".length()))));
            } else if (number(line).isPresent()) {
                scalar = number(line);
            } else {
                series.add(series(line, block.line() + i));
            }
        }
        String source =
                String.join(" | ", block.lines().subList(1, block.lines().size()));
        return new Expectations(
                source.isEmpty() ? "nothing" : source, texts, ordered, string, scalar, rangeVector, series);
    }

    private static String string(String text, int line) throws ScriptException {
        try {
            return ((StringLiteral) PARSER.parse(text)).value();
        } catch (ParseException e) {
            throw new ScriptException(line, "no string: " + text);
        }
    }

    private static SeriesDescription series(String line, int number) throws ScriptException {
        try {
            return SeriesDescription.parse(PARSER, line);
        } catch (ParseException | IllegalArgumentException e) {
            throw new ScriptException(number, line + ": " + e.getMessage());
        }
    }
}
