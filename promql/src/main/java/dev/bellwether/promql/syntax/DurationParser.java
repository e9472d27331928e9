package dev.bellwether.promql.syntax;

import dev.bellwether.promql.text.Durations;
import java.time.Duration;
import java.util.OptionalDouble;

/** Numbers and durations, and the arithmetic of durations. */
final class DurationParser {

    private final TokenStream tokens;
    private final ParserOptions options;
    private int depth;

    DurationParser(TokenStream tokens, ParserOptions options) {
        this.tokens = tokens;
        this.options = options;
    }

    static boolean isNumber(Token token) {
        return token.is(TokenType.NUMBER)
                || token.is(TokenType.DURATION)
                || token.isKeyword("inf")
                || token.isKeyword("nan");
    }

    /** A number without sign; durations are seconds. */
    NumberLiteral number() throws ParseException {
        Token token = tokens.peek();
        if (!isNumber(token)) {
            throw tokens.unexpected("", "number or duration");
        }
        tokens.next();
        if (token.isKeyword("inf")) {
            return new NumberLiteral(Double.POSITIVE_INFINITY, false, token.span());
        }
        if (token.isKeyword("nan")) {
            return new NumberLiteral(Double.NaN, false, token.span());
        }
        if (token.is(TokenType.DURATION)) {
            return new NumberLiteral(duration(token).toMillis() / 1000.0, true, token.span());
        }
        OptionalDouble value = NumberScanner.value(token.text());
        return new NumberLiteral(
                value.orElseThrow(() -> tokens.error(token.span(), "error parsing number: \"" + token.text() + "\"")),
                false,
                token.span());
    }

    private Duration duration(Token token) throws ParseException {
        try {
            return Durations.parse(token.text());
        } catch (IllegalArgumentException malformed) {
            throw tokens.error(token.span(), String.valueOf(malformed.getMessage()));
        }
    }

    /** A number with or without sign. */
    NumberLiteral signedNumber() throws ParseException {
        Span start = tokens.peek().span();
        boolean negative = tokens.peek().isOperator("-");
        if (negative || tokens.peek().isOperator("+")) {
            tokens.next();
        }
        NumberLiteral number = number();
        return new NumberLiteral(
                negative ? -number.value() : number.value(), number.duration(), start.to(number.span()));
    }

    /** The length of a range or a step: above zero, where it can be told already. */
    DurationExpr length() throws ParseException {
        Span start = tokens.peek().span();
        DurationExpr length = canonical(arithmetic(BinaryOperator.ADD.precedence()));
        if (length instanceof DurationExpr.Literal literal && literal.seconds() <= 0) {
            throw tokens.error(start, "duration must be greater than 0");
        }
        return length;
    }

    /**
     * What follows {@code offset}: a sign and one operand. An operator behind it has the selector as its left side, so that
     * {@code foo offset 2 ^ 2} is {@code (foo offset 2) ^ 2}.
     */
    DurationExpr offset() throws ParseException {
        return canonical(signed());
    }

    /** A lone number is a duration in whole milliseconds. */
    private static DurationExpr canonical(DurationExpr duration) {
        return duration instanceof DurationExpr.Literal literal
                ? new DurationExpr.Literal(Math.round(literal.seconds() * 1000) / 1000.0, true)
                : duration;
    }

    private DurationExpr arithmetic(int minPrecedence) throws ParseException {
        int outside = depth;
        enter();
        DurationExpr left = signedArithmetic();
        while (true) {
            BinaryOperator operator = BinaryOperator.of(tokens.peek()).orElse(null);
            if (operator == null || operator.precedence() < minPrecedence || operator == BinaryOperator.ATAN2) {
                depth = outside;
                return left;
            }
            Span span = tokens.next().span();
            requireExpressions(span);
            enter();
            DurationExpr right = arithmetic(operator.rightPrecedence());
            refuseZero(operator, right, span);
            left = new DurationExpr.Arithmetic(operator, left, right);
        }
    }

    private void refuseZero(BinaryOperator operator, DurationExpr right, Span span) throws ParseException {
        boolean division = operator == BinaryOperator.DIVIDE;
        if ((division || operator == BinaryOperator.MODULO)
                && right instanceof DurationExpr.Literal literal
                && literal.seconds() == 0) {
            throw tokens.error(span, division ? "division by zero" : "modulo by zero");
        }
    }

    /** A sign binds tighter than all operators but {@code ^}. */
    private DurationExpr signedArithmetic() throws ParseException {
        if (tokens.peek().isOperator("-") || tokens.peek().isOperator("+")) {
            boolean negative = tokens.next().isOperator("-");
            return withSign(negative, arithmetic(BinaryOperator.POWER.precedence()));
        }
        return operand();
    }

    private DurationExpr signed() throws ParseException {
        if (tokens.peek().isOperator("-") || tokens.peek().isOperator("+")) {
            boolean negative = tokens.next().isOperator("-");
            return withSign(negative, operand());
        }
        return operand();
    }

    private static DurationExpr withSign(boolean negative, DurationExpr duration) {
        if (!negative) {
            return duration;
        }
        return duration instanceof DurationExpr.Literal literal
                ? new DurationExpr.Literal(-literal.seconds(), literal.unit())
                : new DurationExpr.Negated(duration);
    }

    private DurationExpr operand() throws ParseException {
        Token token = tokens.peek();
        if (token.is(TokenType.NUMBER) || token.is(TokenType.DURATION)) {
            NumberLiteral number = number();
            if (Math.abs(number.value()) >= DurationExpr.Literal.MAX_SECONDS) {
                throw tokens.error(token.span(), "duration out of range");
            }
            return new DurationExpr.Literal(number.value(), number.duration());
        }
        if (token.is(TokenType.LEFT_PAREN)) {
            tokens.next();
            requireExpressions(token.span());
            DurationExpr inner = arithmetic(BinaryOperator.ADD.precedence());
            tokens.expect(TokenType.RIGHT_PAREN, "duration expression");
            return new DurationExpr.Parens(inner);
        }
        if (tokens.peekSecond().is(TokenType.LEFT_PAREN)) {
            boolean min = token.isKeyword("min_of");
            if (min || token.isKeyword("max_of")) {
                return extreme(min);
            }
            if (token.isKeyword("step") || token.isKeyword("range")) {
                return timeOfQuery();
            }
        }
        throw tokens.unexpected("", "number, duration, step(), range(), min_of(…), max_of(…) or \"(\"");
    }

    private DurationExpr timeOfQuery() throws ParseException {
        Token name = tokens.next();
        requireExpressions(name.span());
        tokens.expect(TokenType.LEFT_PAREN, "duration expression");
        tokens.expect(TokenType.RIGHT_PAREN, "duration expression");
        return name.isKeyword("step") ? new DurationExpr.Step() : new DurationExpr.Range();
    }

    private DurationExpr extreme(boolean min) throws ParseException {
        requireExpressions(tokens.next().span());
        tokens.expect(TokenType.LEFT_PAREN, "duration expression");
        DurationExpr left = arithmetic(BinaryOperator.ADD.precedence());
        tokens.expect(TokenType.COMMA, "duration expression");
        DurationExpr right = arithmetic(BinaryOperator.ADD.precedence());
        tokens.expect(TokenType.RIGHT_PAREN, "duration expression");
        return new DurationExpr.Extreme(!min, left, right);
    }

    private void requireExpressions(Span span) throws ParseException {
        if (!options.has(LanguageFeature.DURATION_EXPRESSIONS)) {
            throw tokens.error(span, "experimental duration expression is not enabled");
        }
    }

    private void enter() throws ParseException {
        if (++depth > options.maxDepth()) {
            throw tokens.error(tokens.peek().span(), "nested too deeply, expected at most " + options.maxDepth());
        }
    }
}
