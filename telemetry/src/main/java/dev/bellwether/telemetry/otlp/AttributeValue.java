package dev.bellwether.telemetry.otlp;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The value of a selected attribute. Owned by the reader; it holds only until the visitor returns. */
public final class AttributeValue {

    private ValueKind kind = ValueKind.ABSENT;
    private long bits;
    private final ByteSlice slice = new ByteSlice();

    /** What the slice lies in where a list came in pieces, with room for more of them. */
    private byte @Nullable [] merged;

    AttributeValue() {}

    void set(ValueKind newKind, long newBits, byte[] bytes, int offset, int length) {
        if (kind != newKind) {
            kind = newKind;
        }
        bits = newBits;
        slice.set(bytes, offset, length);
    }

    /**
     * Appends a piece to the bytes, as protobuf merges messages. However many pieces there are, all of them are copied some three times at
     * most: a sender may write a list in pieces of no bytes.
     */
    void append(byte[] bytes, int offset, int length) {
        int before = slice.length();
        byte[] target = merged;
        if (target == null || slice.array() != target || target.length - before < length) {
            target = new byte[Math.max(before + length, before + before / 2)];
            System.arraycopy(slice.array(), slice.offset(), target, 0, before);
            merged = target;
        }
        System.arraycopy(bytes, offset, target, before, length);
        slice.set(target, 0, before + length);
    }

    void set(AttributeValue other) {
        set(other.kind, other.bits, other.slice.array(), other.slice.offset(), other.slice.length());
    }

    void clear(ValueKind newKind) {
        if (merged != null) {
            merged = null; // one odd sender should not hold memory for ever
        }
        kind = newKind;
        slice.clear();
    }

    /** What the value is. */
    public ValueKind kind() {
        return kind;
    }

    /** Whether there is the attribute, with or without a value. */
    public boolean isPresent() {
        return kind != ValueKind.ABSENT;
    }

    /** Whether the value is text, which is then {@link #slice()}. */
    public boolean isString() {
        return kind == ValueKind.STRING;
    }

    /**
     * The value's bytes in the request: the text or the bytes themselves, and for the other kinds their encoded form. Values
     * of the same kind with equal bytes are equal. Empty where there is no value.
     */
    public ByteSlice slice() {
        return slice;
    }

    /** The number of an {@code INT}, 1 or 0 for a {@code BOOL}, else 0. */
    public long longValue() {
        return kind == ValueKind.INT || kind == ValueKind.BOOL ? bits : 0;
    }

    /** The number of a {@code DOUBLE} or an {@code INT}, else 0. */
    public double doubleValue() {
        return switch (kind) {
            case DOUBLE -> Double.longBitsToDouble(bits);
            case INT -> bits;
            case ABSENT, EMPTY, STRING, BOOL, BYTES, ARRAY, KEY_VALUE_LIST -> 0;
        };
    }

    /** A hash of kind and bytes; {@code seed} as in {@link ByteSlice#hash(long)}. */
    @SuppressWarnings("EnumOrdinal") // the hash is not kept, so the order of the kinds may change
    public long hash(long seed) {
        return slice.hash(seed + kind.ordinal());
    }

    /**
     * The value as text: numbers in decimal digits, bytes in base64. Empty for an attribute that is absent or without value,
     * and for lists, which have no text that a label could hold.
     */
    public String text() {
        return switch (kind) {
            case STRING -> slice.toString();
            case BOOL -> Boolean.toString(bits != 0);
            case INT -> Long.toString(bits);
            case DOUBLE -> Double.toString(Double.longBitsToDouble(bits));
            case BYTES -> Base64.getEncoder().encodeToString(slice.toByteArray());
            case ABSENT, EMPTY, ARRAY, KEY_VALUE_LIST -> "";
        };
    }

    /**
     * The value as the specification writes it where there are only texts: as {@link #text()}, but numbers as JSON has them, and
     * lists as JSON.
     *
     * @throws MalformedOtlpException if a list cannot be read, or lists lie within each other too deeply; its offset counts from
     *     the list's first byte
     */
    public String representation() throws MalformedOtlpException {
        return AnyValueText.of(this);
    }

    @Override
    public String toString() {
        return kind + "(" + text() + ")";
    }
}
