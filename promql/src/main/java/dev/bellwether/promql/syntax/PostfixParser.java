package dev.bellwether.promql.syntax;

import dev.bellwether.promql.syntax.TimeShift.At;
import dev.bellwether.promql.syntax.VectorSelector.Extension;
import java.util.Locale;
import java.util.Optional;

/** What stands behind an operand: a range, a subquery's range and step, {@code offset}, {@code @}, {@code anchored}, {@code smoothed}. */
final class PostfixParser {

    private final TokenStream tokens;
    private final ParserOptions options;
    private final DurationParser durations;

    PostfixParser(TokenStream tokens, ParserOptions options, DurationParser durations) {
        this.tokens = tokens;
        this.options = options;
        this.durations = durations;
    }

    boolean isNext() {
        Token token = tokens.peek();
        return token.is(TokenType.LEFT_BRACKET)
                || token.is(TokenType.AT)
                || token.isKeyword("offset")
                || token.isKeyword("anchored")
                || token.isKeyword("smoothed");
    }

    Expr apply(Expr operand) throws ParseException {
        Token token = tokens.next();
        if (token.is(TokenType.LEFT_BRACKET)) {
            return range(operand, token);
        }
        if (token.is(TokenType.AT)) {
            return withAt(operand);
        }
        return token.isKeyword("offset") ? withOffset(operand) : withExtension(operand, token);
    }

    private Expr range(Expr operand, Token bracket) throws ParseException {
        DurationExpr range = durations.length();
        if (tokens.skip(TokenType.COLON)) {
            Optional<DurationExpr> step =
                    tokens.peek().is(TokenType.RIGHT_BRACKET) ? Optional.empty() : Optional.of(durations.length());
            Token end = tokens.expect(TokenType.RIGHT_BRACKET, "subquery selector");
            return new SubqueryExpr(
                    operand, range, step, TimeShift.NONE, operand.span().to(end.span()));
        }
        if (!tokens.peek().is(TokenType.RIGHT_BRACKET)) {
            throw tokens.unexpected("subquery or range", "\":\" or \"]\"");
        }
        Span span = bracket.span().to(tokens.next().span());
        if (!(operand instanceof VectorSelector selector)) {
            throw tokens.error(span, "ranges only allowed for vector selectors");
        }
        if (!selector.shift().offset().equals(DurationExpr.ZERO)) {
            throw tokens.error(span, "no offset modifiers allowed before range");
        }
        if (selector.shift().at().isPresent()) {
            throw tokens.error(span, "no @ modifiers allowed before range");
        }
        return new MatrixSelector(selector, range, operand.span().to(span));
    }

    private Expr withAt(Expr operand) throws ParseException {
        At at = at();
        TimeShift shift = shift(operand, "@ modifier");
        if (shift.at().isPresent()) {
            throw tokens.error(operand.span(), "@ <timestamp> may not be set multiple times");
        }
        return shifted(operand, shift.withAt(at));
    }

    private At at() throws ParseException {
        Token token = tokens.peek();
        boolean start = token.isKeyword("start");
        if (start || token.isKeyword("end")) {
            tokens.next();
            tokens.expect(TokenType.LEFT_PAREN, "@");
            tokens.expect(TokenType.RIGHT_PAREN, "@");
            return start ? At.Border.START : At.Border.END;
        }
        boolean signed = token.isOperator("-") || token.isOperator("+");
        if (!DurationParser.isNumber(signed ? tokens.peekSecond() : token)) {
            throw tokens.unexpected("@", "timestamp");
        }
        double seconds = durations.signedNumber().value();
        if (Double.isNaN(seconds) || Math.abs(seconds) >= Long.MAX_VALUE) {
            throw tokens.error(token.span(), "timestamp out of bounds for @ modifier: " + seconds);
        }
        return new At.Timestamp(Math.round(seconds * 1000));
    }

    private Expr withOffset(Expr operand) throws ParseException {
        DurationExpr offset = durations.offset();
        TimeShift shift = shift(operand, "offset modifier");
        if (!shift.offset().equals(DurationExpr.ZERO)) {
            throw tokens.error(operand.span(), "offset may not be set multiple times");
        }
        return shifted(operand, shift.withOffset(offset));
    }

    private TimeShift shift(Expr operand, String modifier) throws ParseException {
        if (operand instanceof VectorSelector selector) {
            return selector.shift();
        }
        if (operand instanceof MatrixSelector matrix) {
            return matrix.selector().shift();
        }
        if (operand instanceof SubqueryExpr subquery) {
            return subquery.shift();
        }
        throw tokens.error(
                operand.span(),
                modifier + " must be preceded by an instant vector selector or range vector selector or a subquery");
    }

    private Expr shifted(Expr operand, TimeShift shift) {
        Span span = operand.span().to(tokens.lastSpan());
        if (operand instanceof MatrixSelector matrix) {
            return new MatrixSelector(matrix.selector().withShift(shift), matrix.range(), span);
        }
        return operand instanceof SubqueryExpr subquery
                ? subquery.withShift(shift).at(span)
                : ((VectorSelector) operand).withShift(shift).at(span);
    }

    private Expr withExtension(Expr operand, Token token) throws ParseException {
        Extension extension = Extension.valueOf(token.text().toUpperCase(Locale.ROOT));
        String name = token.text().toLowerCase(Locale.ROOT);
        if (!options.has(LanguageFeature.EXTENDED_RANGE_SELECTORS)) {
            throw tokens.error(operand.span(), name + " modifier is experimental and not enabled");
        }
        if (operand instanceof VectorSelector selector) {
            return extended(selector, extension).at(selector.span().to(tokens.lastSpan()));
        }
        if (operand instanceof MatrixSelector matrix) {
            Span span = matrix.span().to(tokens.lastSpan());
            return new MatrixSelector(extended(matrix.selector(), extension), matrix.range(), span);
        }
        throw tokens.error(
                operand.span(),
                name + " modifier is not supported for "
                        + (operand instanceof SubqueryExpr ? "subqueries" : "this expression"));
    }

    private VectorSelector extended(VectorSelector selector, Extension extension) throws ParseException {
        if (selector.extension() != Extension.NONE && selector.extension() != extension) {
            throw tokens.error(selector.span(), "anchored and smoothed modifiers cannot be used together");
        }
        return selector.withExtension(extension);
    }
}
