package dev.bellwether.promql.syntax;

import dev.bellwether.promql.text.GoStrings;
import java.util.ArrayList;
import java.util.List;

/** Cuts a query into tokens. Where braces or brackets are open, a colon is a token of its own and not part of a name. */
final class Lexer {

    private static final String OPERATOR_CHARACTERS = "+-*/%^=!<>";

    private final String query;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int open;

    private Lexer(String query) {
        this.query = query;
    }

    /** The tokens, the last one of type {@link TokenType#END}. */
    static List<Token> tokens(String query) throws ParseException {
        Lexer lexer = new Lexer(query);
        while (!lexer.skipBlanks()) {
            lexer.token();
        }
        lexer.emit(TokenType.END, query.length(), "");
        return lexer.tokens;
    }

    /** Whether nothing is left. */
    private boolean skipBlanks() {
        while (at < query.length()) {
            char c = query.charAt(at);
            if (c == '#') {
                while (at < query.length() && query.charAt(at) != '\n' && query.charAt(at) != '\r') {
                    at++;
                }
            } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else {
                return false;
            }
        }
        return true;
    }

    private void token() throws ParseException {
        char c = query.charAt(at);
        switch (c) {
            case '(' -> emit(TokenType.LEFT_PAREN);
            case ')' -> emit(TokenType.RIGHT_PAREN);
            case '{' -> open(TokenType.LEFT_BRACE);
            case '}' -> close(TokenType.RIGHT_BRACE);
            case '[' -> open(TokenType.LEFT_BRACKET);
            case ']' -> close(TokenType.RIGHT_BRACKET);
            case ',' -> emit(TokenType.COMMA);
            case '@' -> emit(TokenType.AT);
            case '"', '\'', '`' -> string();
            case ':' -> colon();
            default -> {
                if (OPERATOR_CHARACTERS.indexOf(c) >= 0) {
                    operator(c);
                } else if (isDigit(c) || c == '.' && isDigit(peek(1))) {
                    numberOrDuration();
                } else if (isNameStart(c)) {
                    name();
                } else {
                    throw error("unexpected character: " + quoteCharacter(query.codePointAt(at)));
                }
            }
        }
    }

    private void colon() {
        if (open > 0) {
            emit(TokenType.COLON);
        } else {
            name();
        }
    }

    private void open(TokenType type) {
        open++;
        emit(type);
    }

    private void close(TokenType type) {
        open = Math.max(0, open - 1);
        emit(type);
    }

    private void operator(char c) throws ParseException {
        char next = peek(1);
        boolean two = switch (c) {
            case '=' -> next == '=' || next == '~';
            case '!' -> next == '=' || next == '~';
            case '<', '>' -> next == '=' || next == '/';
            default -> false;
        };
        if (c == '!' && !two) {
            throw error("unexpected character after '!': "
                    + (next == 0 ? "end of input" : quoteCharacter(query.codePointAt(at + 1))));
        }
        int end = at + (two ? 2 : 1);
        emit(TokenType.OPERATOR, end, query.substring(at, end));
    }

    private void name() {
        int end = at + 1;
        while (end < query.length() && (isNamePart(query.charAt(end)) || open == 0 && query.charAt(end) == ':')) {
            end++;
        }
        emit(TokenType.IDENTIFIER, end, query.substring(at, end));
    }

    private void numberOrDuration() throws ParseException {
        int end = NumberScanner.endOfNumber(query, at);
        if (end > at) {
            emit(TokenType.NUMBER, end, query.substring(at, end));
            return;
        }
        end = NumberScanner.endOfDuration(query, at);
        if (end > at) {
            emit(TokenType.DURATION, end, query.substring(at, end));
            return;
        }
        end = at;
        while (end < query.length() && (isNamePart(query.charAt(end)) || query.charAt(end) == '.')) {
            end++;
        }
        throw error("bad number or duration syntax: " + GoStrings.quote(query.substring(at, end)));
    }

    private void string() throws ParseException {
        StringScanner scanner = new StringScanner(query, at);
        String value = scanner.value();
        emit(TokenType.STRING, scanner.end(), value);
    }

    private void emit(TokenType type) {
        emit(type, at + 1, query.substring(at, at + 1));
    }

    private void emit(TokenType type, int end, String text) {
        tokens.add(new Token(type, text, new Span(at, end)));
        at = end;
    }

    private char peek(int ahead) {
        return at + ahead < query.length() ? query.charAt(at + ahead) : 0;
    }

    private ParseException error(String message) {
        return ParseException.of(query, new Span(at, query.length()), message);
    }

    private static String quoteCharacter(int codePoint) {
        String quoted = GoStrings.quote(Character.toString(codePoint));
        return "'" + quoted.substring(1, quoted.length() - 1) + "'";
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c);
    }

    private static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }
}
