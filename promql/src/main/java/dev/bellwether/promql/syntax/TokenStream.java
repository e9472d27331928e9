package dev.bellwether.promql.syntax;

import dev.bellwether.promql.text.UnicodeText;
import java.util.List;

/** The tokens of a query, and where its reader is. */
final class TokenStream {

    private final String query;
    private final List<Token> tokens;
    private int at;

    private TokenStream(String query, List<Token> tokens) {
        this.query = query;
        this.tokens = tokens;
    }

    static TokenStream of(String query, int maxLength) throws ParseException {
        if (query.length() > maxLength) {
            throw ParseException.of(
                    query, Span.NONE, "the query has " + query.length() + " characters, expected at most " + maxLength);
        }
        int invalid = UnicodeText.indexOfInvalid(query);
        if (invalid >= 0) {
            throw ParseException.of(query, new Span(invalid, invalid + 1), "the query is not valid Unicode");
        }
        return new TokenStream(query, Lexer.tokens(query));
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekSecond() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    /** The next token, which is then behind; the end is never behind. */
    Token next() {
        Token token = peek();
        if (!token.is(TokenType.END)) {
            at++;
        }
        return token;
    }

    /** The token before the next one. */
    Span lastSpan() {
        return at == 0 ? Span.NONE : tokens.get(at - 1).span();
    }

    boolean skip(TokenType type) {
        if (peek().is(type)) {
            next();
            return true;
        }
        return false;
    }

    boolean skipKeyword(String keyword) {
        if (peek().isKeyword(keyword)) {
            next();
            return true;
        }
        return false;
    }

    Token expect(TokenType type, String context) throws ParseException {
        if (!peek().is(type)) {
            throw unexpected(context, type.description());
        }
        return next();
    }

    /** The error that the next token is not what it should be. */
    ParseException unexpected(String context, String expected) {
        return error(
                peek().span(),
                "unexpected " + peek().describe() + (context.isEmpty() ? "" : " in " + context)
                        + (expected.isEmpty() ? "" : ", expected " + expected));
    }

    ParseException error(Span span, String message) {
        return ParseException.of(query, span, message);
    }

    String query() {
        return query;
    }
}
