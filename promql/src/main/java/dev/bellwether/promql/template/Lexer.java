package dev.bellwether.promql.template;

import dev.bellwether.promql.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cuts a template into tokens. The last one is {@link Kind#EOF}, or {@link Kind#ERROR} with what is wrong as its text. */
final class Lexer {

    private static final String LEFT = "{{";
    private static final String RIGHT = "}}";
    private static final String SPACES = " \t\r\n";

    private static final Map<String, Kind> WORDS = Map.ofEntries(
            Map.entry("true", Kind.BOOLEAN),
            Map.entry("false", Kind.BOOLEAN),
            Map.entry("block", Kind.BLOCK),
            Map.entry("break", Kind.BREAK),
            Map.entry("continue", Kind.CONTINUE),
            Map.entry("define", Kind.DEFINE),
            Map.entry("else", Kind.ELSE),
            Map.entry("end", Kind.END),
            Map.entry("if", Kind.IF),
            Map.entry("nil", Kind.NIL),
            Map.entry("range", Kind.RANGE),
            Map.entry("template", Kind.TEMPLATE),
            Map.entry("with", Kind.WITH));

    private final String input;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int start;
    private int line = 1;
    private int depth;

    private Lexer(String input) {
        this.input = input;
    }

    static List<Token> tokens(String input) {
        Lexer lexer = new Lexer(input);
        try {
            lexer.run();
        } catch (Malformed malformed) {
            lexer.tokens.add(new Token(Kind.ERROR, lexer.start, malformed.problem, lexer.line));
        }
        return List.copyOf(lexer.tokens);
    }

    /** Ends the cutting; no stack trace, since it never leaves this class. */
    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String problem;

        Malformed(String problem) {
            super(problem, null, false, false);
            this.problem = problem;
        }
    }

    private void run() {
        while (at < input.length()) {
            text();
            if (at < input.length()) {
                action();
            }
        }
        start = at;
        emit(Kind.EOF);
    }

    private void text() {
        int open = input.indexOf(LEFT, at);
        at = open < 0 ? input.length() : open;
        int end = at;
        if (open >= 0 && trimsBefore(open + LEFT.length())) {
            while (end > start && isSpace(end - 1)) {
                end--;
            }
        }
        if (end > start) {
            tokens.add(new Token(Kind.TEXT, start, input.substring(start, end), line));
        }
        skip();
    }

    private void action() {
        boolean trims = trimsBefore(at + LEFT.length());
        int inside = at + LEFT.length() + (trims ? 2 : 0);
        if (input.startsWith("/*", inside)) {
            at = inside;
            comment();
            return;
        }
        at += LEFT.length();
        emit(Kind.LEFT_DELIMITER);
        at = inside;
        skip();
        depth = 0;
        while (!closes()) {
            item();
        }
        if (depth > 0) {
            throw new Malformed("unclosed left paren");
        }
        close();
    }

    private void comment() {
        int end = input.indexOf("*/", at + 2);
        if (end < 0) {
            throw new Malformed("unclosed comment");
        }
        at = end + 2;
        if (!closes()) {
            throw new Malformed("comment ends before closing delimiter");
        }
        boolean trims = trimsAfter();
        at += RIGHT.length() + (trims ? 2 : 0);
        skipSpaces(trims);
    }

    private void close() {
        boolean trims = trimsAfter();
        if (trims) {
            at += 2;
            skip();
        }
        at += RIGHT.length();
        emit(Kind.RIGHT_DELIMITER);
        skipSpaces(trims);
    }

    private void skipSpaces(boolean wanted) {
        while (wanted && isSpace(at)) {
            at++;
        }
        skip();
    }

    private void item() {
        if (at >= input.length()) {
            throw new Malformed("unclosed action");
        }
        int c = input.codePointAt(at);
        if (isSpace(at)) {
            space();
        } else if (c == '=') {
            emit(Kind.ASSIGN, 1);
        } else if (c == ':') {
            if (!input.startsWith(":=", at)) {
                throw new Malformed("expected :=");
            }
            emit(Kind.DECLARE, 2);
        } else if (c == '|') {
            emit(Kind.PIPE, 1);
        } else if (c == '"' || c == '`' || c == '\'') {
            quoted((char) c);
        } else if (c == '$' || (c == '.' && !isDigit(at + 1))) {
            fieldOrVariable(c);
        } else if (c == '.' || c == '+' || c == '-' || (c >= '0' && c <= '9')) {
            number();
        } else if (isAlphanumeric(c)) {
            identifier();
        } else if (c == '(') {
            depth++;
            emit(Kind.LEFT_PARENTHESIS, 1);
        } else if (c == ')') {
            if (--depth < 0) {
                throw new Malformed("unexpected right paren");
            }
            emit(Kind.RIGHT_PARENTHESIS, 1);
        } else if (c > ' ' && c < 0x7F) {
            emit(Kind.CHARACTER, 1);
        } else {
            throw new Malformed("unrecognized character in action: " + described(c));
        }
    }

    /** A blank right before {@code -}} belongs to the delimiter. */
    private void space() {
        while (isSpace(at) && !(trimsAfter() && closes())) {
            at++;
        }
        if (at > start) {
            emit(Kind.SPACE);
        }
    }

    private void quoted(char mark) {
        at++;
        while (at < input.length() && input.charAt(at) != mark) {
            boolean escaped = mark != '`' && input.charAt(at) == '\\';
            int last = escaped ? at + 1 : at;
            if (last >= input.length() || (mark != '`' && input.charAt(last) == '\n')) {
                break;
            }
            at = last + 1;
        }
        if (at >= input.length() || input.charAt(at) != mark) {
            throw new Malformed(
                    switch (mark) {
                        case '"' -> "unterminated quoted string";
                        case '`' -> "unterminated raw quoted string";
                        default -> "unterminated character constant";
                    });
        }
        emit(mark == '"' ? Kind.STRING : mark == '`' ? Kind.RAW_STRING : Kind.CHARACTER_CONSTANT, 1);
    }

    private void fieldOrVariable(int first) {
        at++;
        if (first == '.' && terminates()) {
            emit(Kind.DOT);
            return;
        }
        word();
        emit(first == '.' ? Kind.FIELD : Kind.VARIABLE);
    }

    private void identifier() {
        word();
        emit(WORDS.getOrDefault(input.substring(start, at), Kind.IDENTIFIER));
    }

    private void word() {
        while (at < input.length() && isAlphanumeric(input.codePointAt(at))) {
            at += Character.charCount(input.codePointAt(at));
        }
        if (!terminates()) {
            throw new Malformed("bad character " + described(input.codePointAt(at)));
        }
    }

    private void number() {
        skipOne("+-");
        String digits = "0123456789_";
        if (skipOne("0")) {
            if (skipOne("xX")) {
                digits = "0123456789abcdefABCDEF_";
            } else if (skipOne("oO")) {
                digits = "01234567_";
            } else if (skipOne("bB")) {
                digits = "01_";
            }
        }
        skipAll(digits);
        if (skipOne(".")) {
            skipAll(digits);
        }
        if ((digits.length() == 11 && skipOne("eE")) || (digits.length() == 23 && skipOne("pP"))) {
            skipOne("+-");
            skipAll("0123456789_");
        }
        if (at < input.length() && (isAlphanumeric(input.codePointAt(at)) || "+-".indexOf(input.charAt(at)) >= 0)) {
            at += Character.charCount(input.codePointAt(at));
            throw new Malformed("bad number syntax: \"" + input.substring(start, at) + '"');
        }
        emit(Kind.NUMBER);
    }

    private boolean skipOne(String allowed) {
        boolean found = at < input.length() && allowed.indexOf(input.charAt(at)) >= 0;
        at += found ? 1 : 0;
        return found;
    }

    private void skipAll(String allowed) {
        while (skipOne(allowed)) {
            // one after the other
        }
    }

    private boolean terminates() {
        return at >= input.length()
                || isSpace(at)
                || ".,|:)(".indexOf(input.charAt(at)) >= 0
                || input.startsWith(RIGHT, at);
    }

    private boolean closes() {
        return input.startsWith(RIGHT, trimsAfter() ? at + 2 : at);
    }

    /** Whether {@code "- "} stands here, as in the delimiter that trims the text before it. */
    private boolean trimsBefore(int position) {
        return input.startsWith("-", position) && isSpace(position + 1);
    }

    /** Whether {@code " -}}"} stands here. */
    private boolean trimsAfter() {
        return isSpace(at) && input.startsWith("-" + RIGHT, at + 1);
    }

    private boolean isSpace(int position) {
        return position < input.length() && SPACES.indexOf(input.charAt(position)) >= 0;
    }

    private boolean isDigit(int position) {
        return position < input.length() && input.charAt(position) >= '0' && input.charAt(position) <= '9';
    }

    private static boolean isAlphanumeric(int c) {
        return c == '_' || Character.isLetter(c) || Character.isDigit(c);
    }

    private static String described(int c) {
        return String.format(Locale.ROOT, "U+%04X '%s'", c, Character.toString(c));
    }

    private void emit(Kind kind, int length) {
        at += length;
        emit(kind);
    }

    private void emit(Kind kind) {
        tokens.add(new Token(kind, start, input.substring(start, at), line));
        skip();
    }

    /** What lies between here and the last token belongs to none. */
    private void skip() {
        for (int i = start; i < at; i++) {
            line += input.charAt(i) == '\n' ? 1 : 0;
        }
        start = at;
    }
}
