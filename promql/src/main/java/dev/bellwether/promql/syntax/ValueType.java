package dev.bellwether.promql.syntax;

/** What an expression evaluates to. */
public enum ValueType {
    SCALAR("scalar"),
    STRING("string"),
    VECTOR("instant vector"),
    MATRIX("range vector");

    private final String text;

    ValueType(String text) {
        this.text = text;
    }

    /** As the documentation of Prometheus calls it. */
    @Override
    public String toString() {
        return text;
    }
}
