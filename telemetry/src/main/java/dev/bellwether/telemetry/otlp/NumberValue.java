package dev.bellwether.telemetry.otlp;

/** A number that is sent as a whole or as a floating-point one. Owned by the reader; it holds only until the visitor returns. */
public final class NumberValue {

    private ValueKind kind = ValueKind.ABSENT;
    private long bits;

    NumberValue() {}

    void clear() {
        kind = ValueKind.ABSENT;
        bits = 0;
    }

    void set(ValueKind newKind, long newBits) {
        kind = newKind;
        bits = newBits;
    }

    /** {@code INT}, {@code DOUBLE}, or {@code ABSENT} where none was sent. */
    public ValueKind kind() {
        return kind;
    }

    /** Whether there is a number. */
    public boolean isPresent() {
        return kind != ValueKind.ABSENT;
    }

    /** The number, a whole one rounded to the nearest that a {@code double} holds; 0 where there is none. */
    public double doubleValue() {
        return kind == ValueKind.DOUBLE ? Double.longBitsToDouble(bits) : bits;
    }
}
