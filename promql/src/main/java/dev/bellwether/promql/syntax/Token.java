package dev.bellwether.promql.syntax;

import dev.bellwether.promql.text.GoStrings;

/**
 * A word of the query.
 *
 * @param text as written; of a string what it says, without quotes and escapes
 */
record Token(TokenType type, String text, Span span) {

    boolean is(TokenType other) {
        return type == other;
    }

    /** Whether this is the keyword; case does not matter. */
    boolean isKeyword(String keyword) {
        return type == TokenType.IDENTIFIER && text.equalsIgnoreCase(keyword);
    }

    boolean isOperator(String symbol) {
        return type == TokenType.OPERATOR && text.equals(symbol);
    }

    /** For an error message. */
    String describe() {
        return switch (type) {
            case IDENTIFIER, NUMBER, DURATION, STRING -> type.description() + " " + GoStrings.quote(text);
            case OPERATOR -> "<op:" + text + ">";
            case LEFT_PAREN, RIGHT_PAREN, LEFT_BRACE, RIGHT_BRACE, LEFT_BRACKET, RIGHT_BRACKET, COMMA, COLON, AT, END ->
                type.description();
        };
    }
}
