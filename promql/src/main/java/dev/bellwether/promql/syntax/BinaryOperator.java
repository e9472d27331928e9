package dev.bellwether.promql.syntax;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The operators between two operands, from loosest to tightest. */
public enum BinaryOperator {
    OR("or", 1, Kind.SET),
    AND("and", 2, Kind.SET),
    UNLESS("unless", 2, Kind.SET),
    EQUAL("==", 3, Kind.COMPARISON),
    NOT_EQUAL("!=", 3, Kind.COMPARISON),
    LESS("<", 3, Kind.COMPARISON),
    LESS_OR_EQUAL("<=", 3, Kind.COMPARISON),
    GREATER(">", 3, Kind.COMPARISON),
    GREATER_OR_EQUAL(">=", 3, Kind.COMPARISON),
    TRIM_ABOVE("</", 3, Kind.TRIM),
    TRIM_BELOW(">/", 3, Kind.TRIM),
    ADD("+", 4, Kind.ARITHMETIC),
    SUBTRACT("-", 4, Kind.ARITHMETIC),
    MULTIPLY("*", 5, Kind.ARITHMETIC),
    DIVIDE("/", 5, Kind.ARITHMETIC),
    MODULO("%", 5, Kind.ARITHMETIC),
    ATAN2("atan2", 5, Kind.ARITHMETIC),
    POWER("^", 6, Kind.ARITHMETIC);

    private enum Kind {
        SET,
        COMPARISON,
        TRIM,
        ARITHMETIC
    }

    private static final Map<String, BinaryOperator> BY_SYMBOL =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(BinaryOperator::symbol, operator -> operator));

    private final String symbol;
    private final int precedence;
    private final Kind kind;

    BinaryOperator(String symbol, int precedence, Kind kind) {
        this.symbol = symbol;
        this.precedence = precedence;
        this.kind = kind;
    }

    static Optional<BinaryOperator> of(Token token) {
        return token.type() == TokenType.IDENTIFIER || token.type() == TokenType.OPERATOR
                ? Optional.ofNullable(BY_SYMBOL.get(token.text().toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    /** As it is written. */
    public String symbol() {
        return symbol;
    }

    /** Whether it is {@code and}, {@code or} or {@code unless}. */
    public boolean isSetOperator() {
        return kind == Kind.SET;
    }

    /** Whether it cuts observations off histograms. */
    public boolean isTrim() {
        return kind == Kind.TRIM;
    }

    /** Whether it compares. */
    public boolean isComparison() {
        return kind == Kind.COMPARISON;
    }

    /** The higher, the tighter it binds. */
    int precedence() {
        return precedence;
    }

    /** The least precedence of an operator that may stand in the right operand without parentheses. */
    int rightPrecedence() {
        return this == POWER ? precedence : precedence + 1;
    }
}
