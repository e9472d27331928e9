package dev.bellwether.promql.syntax;

import static java.util.Objects.requireNonNull;

import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.labels.Labels;
import java.util.List;

/** Makes trees of queries. Immutable; what it takes to parse is bounded by the options. */
public final class Parser {

    private final ParserOptions options;

    public Parser(ParserOptions options) {
        this.options = requireNonNull(options, "options");
    }

    /**
     * The tree of a query, its types checked.
     *
     * @throws ParseException if it is no query; says where, and what was expected
     */
    public Expr parse(String query) throws ParseException {
        requireNonNull(query, "query");
        TokenStream tokens = TokenStream.of(query, options.maxLength());
        Expr tree = new ExpressionParser(tokens, options).wholeQuery();
        List<ParseException.Problem> problems = TypeChecker.problems(tree, query);
        if (!problems.isEmpty()) {
            throw new ParseException(problems);
        }
        return tree;
    }

    /**
     * The matchers of a selector such as {@code up{job="a"}}, without range, offset and the like.
     *
     * @throws ParseException if it is something else
     */
    public List<LabelMatcher> parseSelector(String selector) throws ParseException {
        TokenStream tokens = TokenStream.of(requireNonNull(selector, "selector"), options.maxLength());
        List<LabelMatcher> matchers = new SelectorParser(tokens).selector().allMatchers();
        tokens.expect(TokenType.END, "selector");
        return matchers;
    }

    /**
     * The labels of a series such as {@code up{job="a"}} or {@code {"up", job="a"}}; all of them with {@code =}.
     *
     * @throws ParseException if it is something else
     */
    public Labels parseLabels(String series) throws ParseException {
        TokenStream tokens = TokenStream.of(requireNonNull(series, "series"), options.maxLength());
        Labels labels = new SelectorParser(tokens).labelSet();
        tokens.expect(TokenType.END, "label set");
        return labels;
    }
}
