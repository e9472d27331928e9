package dev.bellwether.promql.template;

import java.util.EnumSet;
import java.util.Set;

/**
 * A piece of a template.
 *
 * @param position of its first character in the template's text
 * @param line of its first character, from 1
 */
record Token(Kind kind, int position, String text, int line) {

    enum Kind {
        ERROR,
        EOF,
        TEXT,
        LEFT_DELIMITER,
        RIGHT_DELIMITER,
        SPACE,
        ASSIGN,
        DECLARE,
        PIPE,
        LEFT_PARENTHESIS,
        RIGHT_PARENTHESIS,
        CHARACTER,
        BOOLEAN,
        CHARACTER_CONSTANT,
        NUMBER,
        STRING,
        RAW_STRING,
        FIELD,
        IDENTIFIER,
        VARIABLE,
        BLOCK,
        BREAK,
        CONTINUE,
        DOT,
        DEFINE,
        ELSE,
        END,
        IF,
        NIL,
        RANGE,
        TEMPLATE,
        WITH;

        private static final Set<Kind> KEYWORDS = EnumSet.complementOf(
                EnumSet.of(DOT, EnumSet.range(ERROR, VARIABLE).toArray(Kind[]::new)));

        boolean isKeyword() {
            return KEYWORDS.contains(this);
        }

        boolean startsOperand() {
            return switch (this) {
                case BOOLEAN,
                        CHARACTER_CONSTANT,
                        DOT,
                        FIELD,
                        IDENTIFIER,
                        NUMBER,
                        NIL,
                        RAW_STRING,
                        STRING,
                        VARIABLE,
                        LEFT_PARENTHESIS -> true;
                default -> false;
            };
        }
    }

    /** As Go's messages name it. */
    @Override
    public String toString() {
        if (kind == Kind.EOF) {
            return "EOF";
        } else if (kind == Kind.ERROR) {
            return text;
        } else if (kind.isKeyword()) {
            return "<" + text + ">";
        }
        String shown = text.length() > 10 ? text.substring(0, 10) : text;
        return '"'
                + shown.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                + '"'
                + (text.length() > 10 ? "..." : "");
    }
}
