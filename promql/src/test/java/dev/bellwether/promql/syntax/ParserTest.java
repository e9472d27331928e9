package dev.bellwether.promql.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.labels.Labels;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {

    private static final Parser PARSER = new Parser(ParserOptions.DEFAULT.withAllFeatures());
    private static final Parser PLAIN = new Parser(ParserOptions.DEFAULT);

    /** Left: as written. Right: the same with all parentheses that precedence stands for. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a + b * c                | a + (b * c)
        a * b + c                | (a * b) + c
        a - b - c                | (a - b) - c
        a ^ b ^ c                | a ^ (b ^ c)
        -a ^ b                   | -(a ^ b)
        -a * b                   | (-a) * b
        -1 ^ 2                   | -(1 ^ 2)
        a ^ -b * c               | (a ^ (-b)) * c
        a or b and c unless d    | a or ((b and c) unless d)
        a == b + 1               | a == (b + 1)
        a and b > 1              | a and (b > 1)
        a atan2 b % c            | (a atan2 b) % c
        a offset 5m ^ 2          | (a offset 5m) ^ 2
        -a offset 5m             | -(a offset 5m)
        a offset 2 * 3           | (a offset 2s) * 3
        a offset -step() * 2     | (a offset -step()) * 2
        sum(a) by (x) + b        | (sum by (x) (a)) + b
        """)
    void precedence(String written, String meant) throws ParseException {
        assertThat(withoutParens(PARSER.parse(written))).isEqualTo(withoutParens(PARSER.parse(meant)));
    }

    private static Expr withoutParens(Expr expression) {
        return expression.unwrapped().mapChildren(ParserTest::withoutParens).at(Span.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        sum(rate(x[5m]))by(job,  instance)          | sum by (job, instance) (rate(x[5m]))
        SUM BY (job) (x)                            | sum by (job) (x)
        x{a="b",c=~'d.*',}[1h30m] offset -1w @ 1.5  | x{a="b",c=~"d.*"}[1h30m] @ 1.500 offset -1w
        {"http.requests", "a b"!="c"}               | {__name__="http.requests","a b"!="c"}
        a / on (x) group_left(y) b                  | a / on (x) group_left (y) b
        a + ignoring() b                            | a + b
        a > bool fill(0) b                          | a > bool fill (0) b
        a + fill_right(1) fill_left(-2) b           | a + fill_left (-2) fill_right (1) b
        1 + .5e1 + 0x10 + 1_000 + -Inf + nan        | 1 + 5 + 16 + 1000 + -Inf + NaN
        5m + 90s                                    | 5m + 1m30s
        x[1800]                                     | x[30m]
        x[2m*(10+5)]                                | x[2m * (10 + 5)]
        x[5m:1m] @ end() offset 3                   | x[5m:1m] @ end() offset 3s
        x[5m:]                                      | x[5m:]
        x[5m] anchored                              | x[5m] anchored
        x smoothed offset (-step() * 2)             | x smoothed offset (-step() * 2)
        count_values("a\\xc5z", x)                  | count_values("a\\xc5z", x)
        'a"b' == bool 1                             | !
        topk(3, sum without (le) (x))               | topk(3, sum without (le) (x))
        job:x:rate5m{le="1"}                        | job:x:rate5m{le="1"}
        by + offset + min                           | by + offset + min
        fill{a="b"} + fill_left                     | fill{a="b"} + fill_left
        # a comment, and a space                    | !
        """)
    void canonicalForm(String written, String printed) {
        if (printed.equals("!")) {
            assertThatThrownBy(() -> PARSER.parse(written)).isInstanceOf(ParseException.class);
        } else {
            assertThat(printOf(written)).isEqualTo(printed);
        }
    }

    private static String printOf(String query) {
        try {
            return PARSER.parse(query).toString();
        } catch (ParseException e) {
            throw new AssertionError(query + ": " + e.getMessage(), e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        sum(                       | 1:5: parse error: unexpected end of input, expected an expression
        x{a="b"                    | 1:8: parse error: unexpected end of input in label matching, expected "," or "}"
        x{a}                       | 1:4: parse error: unexpected "}" in label matching, expected label matching operator
        x{a=5}                     | 1:5: parse error: unexpected number "5" in label matching, expected string
        x[5m                       | 1:5: parse error: unexpected end of input in subquery or range, expected ":" or "]"
        x[0]                       | 1:3: parse error: duration must be greater than 0
        x offset foo               | 1:10: parse error: unexpected identifier "foo", expected number, duration, step(), range(), min_of(…), max_of(…) or "("
        sum(x) offset 5m           | 1:1: parse error: offset modifier must be preceded by an instant vector selector or range vector selector or a subquery
        sum by job (x)             | 1:8: parse error: unexpected identifier "job" in grouping opts, expected "("
        {}                         | 1:1: parse error: vector selector must contain at least one non-empty matcher
        {a=~".*"}                  | 1:1: parse error: vector selector must contain at least one non-empty matcher
        x{a=~"*"}                  | 1:3: parse error: error parsing regexp: missing argument to repetition operator: `*`
        rate(x)                    | 1:6: parse error: expected type range vector in call to function "rate", got instant vector
        abs(x, y)                  | 1:1: parse error: expected 1 argument(s) in call to "abs", got 2
        nope(x)                    | 1:1: parse error: unknown function with name "nope"
        1 == 2                     | 1:1: parse error: comparisons between scalars must use BOOL modifier
        x and 1                    | 1:1: parse error: set operator "and" not allowed in binary scalar expression
        a + on(b) group_left(b) c  | 1:1: parse error: label "b" must not occur in ON and GROUP clause at once
        x{a="b"}{c="d"}            | 1:9: parse error: unexpected "{", expected an operator or the end of the query
        foo{__name__="bar"}        | 1:1: parse error: metric name must not be set twice: "foo" or "bar"
        x !                        | 1:3: parse error: unexpected character after '!': end of input
        "\\q"                      | 1:1: parse error: unknown escape sequence U+0071 'q'
        1e                         | 1:1: parse error: bad number or duration syntax: "1e"
        5mm                        | 1:1: parse error: bad number or duration syntax: "5mm"
        x @ foo                    | 1:5: parse error: unexpected identifier "foo" in @, expected timestamp
        abs(x,)                    | 1:6: parse error: trailing commas not allowed in function call args
        topk(x)                    | 1:1: parse error: wrong number of arguments for aggregate expression provided, expected 2, got 1
        """)
    void errors_sayWhereAndWhatWasExpected(String query, String message) {
        assertThatThrownBy(() -> PARSER.parse(query))
                .isInstanceOf(ParseException.class)
                .hasMessage(message);
    }

    @Test
    void position_countsLinesAndBytes() {
        assertThatThrownBy(() -> PARSER.parse("sum(x) +\n \"é\" ]"))
                .isInstanceOf(ParseException.class)
                .hasMessageStartingWith("2:7: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limitk(1, x)", "first_over_time(x[5m])", "x[5m] anchored", "x smoothed", "a + fill(0) b"})
    void features_areOffByDefault(String query) throws ParseException {
        assertThatThrownBy(() -> PLAIN.parse(query))
                .isInstanceOf(ParseException.class)
                .hasMessageMatching(".*(experimental|not enabled).*");
        assertThat(PARSER.parse(query).span()).isEqualTo(new Span(0, query.length()));
    }

    /** Since Prometheus 3.14. */
    @ParameterizedTest
    @ValueSource(strings = {"x[1m+1m]", "x offset step()", "x[max_of(1m, step()):]"})
    void arithmeticInDurations_needsNoFeature(String query) throws ParseException {
        assertThat(PLAIN.parse(query)).isEqualTo(PARSER.parse(query));
        assertThatThrownBy(() -> new Parser(ParserOptions.DEFAULT.withFeatures(Set.of())).parse(query))
                .hasMessageMatching(".*(experimental|not enabled).*");
    }

    /** Found by the long fuzz: such a string was printed as what nobody can read. */
    @Test
    void halfACharacter_isRefused() {
        assertThatThrownBy(() -> PARSER.parse("x == `\ud83d*`"))
                .isInstanceOf(ParseException.class)
                .hasMessageStartingWith("1:7: ")
                .hasMessageContaining("not valid Unicode");
    }

    @Test
    void depth_isLimited() {
        for (String deep : new String[] {
            "(".repeat(100_000) + "1" + ")".repeat(100_000),
            "-".repeat(50_000) + "x",
            "x" + "+x".repeat(40_000),
            "x[" + "(".repeat(50_000),
            "x[" + "-".repeat(50_000) + "1]",
            "x[1" + "^1".repeat(40_000) + "]",
            "x" + "[1m:1m]".repeat(10_000),
            "sum(".repeat(20_000)
        }) {
            Parser roomy = new Parser(
                    new ParserOptions(ParserOptions.DEFAULT.withAllFeatures().features(), deep.length(), 400));
            assertThatThrownBy(() -> roomy.parse(deep))
                    .isInstanceOf(ParseException.class)
                    .hasMessageContaining("nested too deeply");
        }
    }

    @Test
    void regularExpressions_areLimited() {
        for (String regex : List.of("(".repeat(49_000) + ")".repeat(49_000), "((a{1000}){1000}){1000}")) {
            assertThatThrownBy(() -> PARSER.parse("x{a=~\"" + regex + "\"}"))
                    .isInstanceOf(ParseException.class)
                    .hasMessageContaining("error parsing regexp")
                    .hasMessageContaining("more than 1,000");
        }
    }

    @Test
    void length_isLimited() {
        Parser narrow = new Parser(new ParserOptions(ParserOptions.DEFAULT.features(), 5, 10));
        assertThatThrownBy(() -> narrow.parse("x + yy"))
                .isInstanceOf(ParseException.class)
                .hasMessage("1:1: parse error: the query has 6 characters, expected at most 5");
    }

    @Test
    void problems_areAllFound() {
        assertThatThrownBy(() -> PARSER.parse("rate(x) + abs(y, z)"))
                .isInstanceOfSatisfying(
                        ParseException.class,
                        e -> assertThat(e.problems())
                                .hasSize(2)
                                .extracting(ParseException.Problem::position)
                                .containsExactly("1:6", "1:11"));
    }

    @Test
    void selectorsAndLabels_areReadAlone() throws ParseException {
        assertThat(PARSER.parseSelector("up{job!=\"a\"}"))
                .containsExactly(
                        LabelMatcher.of(LabelMatcher.Type.NOT_EQUAL, "job", "a"), LabelMatcher.equal("__name__", "up"));
        assertThat(PARSER.parseLabels("{\"a b\", job=\"c\"}")).isEqualTo(Labels.of("__name__", "a b", "job", "c"));
        assertThatThrownBy(() -> PARSER.parseLabels("up{job=~\"a\"}")).isInstanceOf(ParseException.class);
        assertThatThrownBy(() -> PARSER.parseSelector("up[5m]")).isInstanceOf(ParseException.class);
    }
}
