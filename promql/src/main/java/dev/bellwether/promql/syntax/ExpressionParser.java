package dev.bellwether.promql.syntax;

import dev.bellwether.promql.syntax.VectorMatching.Cardinality;
import dev.bellwether.promql.syntax.VectorMatching.Fill;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Operator precedence after Pratt: an operand, and then operators as long as they bind tightly enough. What stands behind an operand
 * ({@code [5m]}, {@code offset}, {@code @}) binds tightest of all.
 */
final class ExpressionParser {

    /** Keywords that are never the name of a metric. */
    private static final Set<String> RESERVED = Set.of("bool", "on", "ignoring", "group_left", "group_right", "atan2");

    private final TokenStream tokens;
    private final ParserOptions options;
    private final SelectorParser selectors;
    private final DurationParser durations;
    private final PostfixParser postfixes;
    private final Map<Expr, Integer> depths = new IdentityHashMap<>();
    private int nesting;

    ExpressionParser(TokenStream tokens, ParserOptions options) {
        this.tokens = tokens;
        this.options = options;
        this.selectors = new SelectorParser(tokens);
        this.durations = new DurationParser(tokens, options);
        this.postfixes = new PostfixParser(tokens, options, durations);
    }

    Expr wholeQuery() throws ParseException {
        if (tokens.peek().is(TokenType.END)) {
            throw tokens.error(Span.NONE, "no expression found in input");
        }
        Expr expression = expression(0);
        if (!tokens.peek().is(TokenType.END)) {
            throw tokens.unexpected("", "an operator or the end of the query");
        }
        return expression;
    }

    private Expr expression(int minPrecedence) throws ParseException {
        if (++nesting > options.maxDepth()) {
            throw tooDeep(tokens.peek().span());
        }
        Expr left = operand();
        while (true) {
            BinaryOperator operator = BinaryOperator.of(tokens.peek()).orElse(null);
            if (operator == null || operator.precedence() < minPrecedence) {
                nesting--;
                return left;
            }
            tokens.next();
            left = built(binary(operator, left));
        }
    }

    private BinaryExpr binary(BinaryOperator operator, Expr left) throws ParseException {
        boolean returnBool = tokens.skipKeyword("bool");
        VectorMatching matching = matching();
        Span fillPosition = tokens.lastSpan();
        Expr right = expression(operator.rightPrecedence());
        if (!matching.fill().isEmpty() && !options.has(LanguageFeature.FILL_MODIFIERS)) {
            throw tokens.error(fillPosition, "binop fill modifiers are experimental and not enabled");
        }
        if (operator.isSetOperator() && matching.cardinality() == Cardinality.ONE_TO_ONE) {
            matching = matching.withCardinality(Cardinality.MANY_TO_MANY);
        }
        return new BinaryExpr(
                operator, left, right, returnBool, matching, left.span().to(right.span()));
    }

    private VectorMatching matching() throws ParseException {
        boolean on = tokens.peek().isKeyword("on");
        Cardinality cardinality = Cardinality.ONE_TO_ONE;
        List<String> labels = List.of();
        List<String> include = List.of();
        if (on || tokens.peek().isKeyword("ignoring")) {
            tokens.next();
            labels = selectors.labelList();
            boolean left = tokens.peek().isKeyword("group_left");
            if (left || tokens.peek().isKeyword("group_right")) {
                tokens.next();
                cardinality = left ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY;
                include = tokens.peek().is(TokenType.LEFT_PAREN) ? selectors.labelList() : List.of();
            }
        }
        return new VectorMatching(cardinality, on, labels, include, fill());
    }

    private Fill fill() throws ParseException {
        OptionalDouble both = fill("fill");
        if (both.isPresent()) {
            return new Fill(both, both);
        }
        OptionalDouble left = fill("fill_left");
        OptionalDouble right = fill("fill_right");
        return new Fill(left.isPresent() ? left : fill("fill_left"), right);
    }

    /** Only before a parenthesis: {@code fill} names metrics too. */
    private OptionalDouble fill(String keyword) throws ParseException {
        if (!tokens.peek().isKeyword(keyword) || !tokens.peekSecond().is(TokenType.LEFT_PAREN)) {
            return OptionalDouble.empty();
        }
        tokens.next();
        tokens.next();
        double value = durations.signedNumber().value();
        tokens.expect(TokenType.RIGHT_PAREN, keyword);
        return OptionalDouble.of(value);
    }

    private Expr operand() throws ParseException {
        Token token = tokens.peek();
        if (token.isOperator("-") || token.isOperator("+")) {
            tokens.next();
            return sign(token, expression(BinaryOperator.POWER.precedence()));
        }
        Expr operand = built(primary());
        while (postfixes.isNext()) {
            operand = built(postfixes.apply(operand));
        }
        return operand;
    }

    private Expr sign(Token sign, Expr operand) throws ParseException {
        boolean negative = sign.isOperator("-");
        Span span = sign.span().to(operand.span());
        if (operand instanceof NumberLiteral number) {
            return built(new NumberLiteral(negative ? -number.value() : number.value(), number.duration(), span));
        }
        return built(new UnaryExpr(negative, operand, span));
    }

    private Expr primary() throws ParseException {
        Token token = tokens.peek();
        if (DurationParser.isNumber(token)) {
            return durations.number();
        }
        return switch (token.type()) {
            case STRING -> {
                tokens.next();
                yield new StringLiteral(token.text(), token.span());
            }
            case LEFT_PAREN -> parens();
            case LEFT_BRACE -> selectors.selector();
            case IDENTIFIER -> named(token);
            case NUMBER,
                    DURATION,
                    OPERATOR,
                    RIGHT_PAREN,
                    RIGHT_BRACE,
                    LEFT_BRACKET,
                    RIGHT_BRACKET,
                    COMMA,
                    COLON,
                    AT,
                    END -> throw tokens.unexpected("", "an expression");
        };
    }

    private Expr parens() throws ParseException {
        Span start = tokens.next().span();
        Expr inner = expression(0);
        Token close = tokens.expect(TokenType.RIGHT_PAREN, "parentheses");
        return new ParenExpr(inner, start.to(close.span()));
    }

    private Expr named(Token name) throws ParseException {
        Token second = tokens.peekSecond();
        Optional<Aggregation> aggregation = Aggregation.of(name.text());
        if (aggregation.isPresent()
                && (second.is(TokenType.LEFT_PAREN) || second.isKeyword("by") || second.isKeyword("without"))) {
            return aggregate(aggregation.get());
        }
        if (second.is(TokenType.LEFT_PAREN)) {
            return call();
        }
        if (RESERVED.contains(name.text().toLowerCase(Locale.ROOT))) {
            throw tokens.unexpected("", "an expression");
        }
        return selectors.selector();
    }

    private Expr aggregate(Aggregation aggregation) throws ParseException {
        Span start = tokens.next().span();
        Optional<Grouping> before = grouping();
        List<Expr> arguments = arguments("aggregation");
        Grouping grouping = before.isPresent() ? before.get() : grouping().orElse(Grouping.ALL);
        Span span = start.to(tokens.lastSpan());
        if (aggregation.isExperimental() && !options.has(LanguageFeature.EXPERIMENTAL_FUNCTIONS)) {
            throw experimental(span, aggregation.symbol() + "()");
        }
        if (arguments.isEmpty()) {
            throw tokens.error(span, "no arguments for aggregate expression provided");
        }
        int expected = aggregation.parameter().isPresent() ? 2 : 1;
        if (arguments.size() != expected) {
            throw tokens.error(
                    span,
                    "wrong number of arguments for aggregate expression provided, expected " + expected + ", got "
                            + arguments.size());
        }
        Optional<Expr> parameter = expected == 2 ? Optional.of(arguments.get(0)) : Optional.empty();
        return new AggregateExpr(aggregation, grouping, parameter, arguments.get(expected - 1), span);
    }

    private Optional<Grouping> grouping() throws ParseException {
        boolean without = tokens.peek().isKeyword("without");
        if (!without && !tokens.peek().isKeyword("by")) {
            return Optional.empty();
        }
        tokens.next();
        return Optional.of(new Grouping(without, selectors.labelList()));
    }

    private Expr call() throws ParseException {
        Token name = tokens.next();
        FunctionSignature function = Functions.named(name.text())
                .orElseThrow(() -> tokens.error(name.span(), "unknown function with name \"" + name.text() + "\""));
        if (function.experimental() && !options.has(LanguageFeature.EXPERIMENTAL_FUNCTIONS)) {
            throw experimental(name.span(), "function \"" + function.name() + "\"");
        }
        List<Expr> arguments = arguments("function call");
        return new CallExpr(function, arguments, name.span().to(tokens.lastSpan()));
    }

    private ParseException experimental(Span span, String what) {
        return tokens.error(
                span,
                what + " is experimental and must be enabled with --enable-feature="
                        + LanguageFeature.EXPERIMENTAL_FUNCTIONS.flag());
    }

    private List<Expr> arguments(String context) throws ParseException {
        tokens.expect(TokenType.LEFT_PAREN, context);
        List<Expr> arguments = new ArrayList<>();
        if (tokens.skip(TokenType.RIGHT_PAREN)) {
            return arguments;
        }
        while (true) {
            arguments.add(expression(0));
            if (tokens.skip(TokenType.RIGHT_PAREN)) {
                return arguments;
            }
            Token comma = tokens.expect(TokenType.COMMA, context);
            if (tokens.peek().is(TokenType.RIGHT_PAREN)) {
                throw tokens.error(comma.span(), "trailing commas not allowed in function call args");
            }
        }
    }

    /** Refuses a tree that is too deep: what walks over it later recurs as deep. */
    private Expr built(Expr expression) throws ParseException {
        int depth = 1;
        for (Expr child : expression.children()) {
            depth = Math.max(depth, 1 + depths.getOrDefault(child, 1));
        }
        depths.put(expression, depth);
        if (depth > options.maxDepth()) {
            throw tooDeep(expression.span());
        }
        return expression;
    }

    private ParseException tooDeep(Span span) {
        return tokens.error(span, "nested too deeply, expected at most " + options.maxDepth() + " levels");
    }
}
