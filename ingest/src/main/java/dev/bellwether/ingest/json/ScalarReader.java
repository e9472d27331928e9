package dev.bellwether.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the value under the parser as a field's type demands, without the field's tag. */
final class ScalarReader {

    /** Bytes fields that are written in hexadecimal digits, and how many bytes they have where they have any. */
    private static final Map<String, Integer> ID_BYTES = Map.of("trace_id", 16, "span_id", 8, "parent_span_id", 8);

    /** No 64-bit number has more digits; a larger exponent would make huge numbers from short texts. */
    private static final int MAX_INTEGER_DIGITS = 20;

    private static final BigInteger MAX_UNSIGNED_LONG =
            BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private static final long MAX_UNSIGNED_INT = 0xffffffffL;

    /** Longer than any number that means something; the bound that Jackson has for numbers outside of strings. */
    private static final int MAX_NUMBER_LENGTH = 1000;

    private static final int MAX_SHOWN = 40;

    private static final byte[] NOTHING = {};

    private final JsonParser json;
    private final WireBuffer out;

    ScalarReader(JsonParser json, WireBuffer out) {
        this.json = json;
        this.out = out;
    }

    void read(FieldDescriptor field) throws IOException, MalformedJsonException {
        switch (field.getType()) {
            case STRING -> text(field);
            case BYTES -> out.bytes(bytes(field));
            case BOOL -> out.varint(bool(field) ? 1 : 0);
            case ENUM -> out.varint(enumNumber(field));
            case DOUBLE -> out.fixed64(Double.doubleToRawLongBits(floating(field)));
            case FLOAT -> out.fixed32(Float.floatToRawIntBits((float) floating(field)));
            case INT32 -> out.varint(signed(field, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case SINT32, SINT64 -> out.varint(zigZag(signedOfItsSize(field)));
            case SFIXED32 -> out.fixed32((int) signed(field, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case UINT32 -> out.varint(signed(field, 0, MAX_UNSIGNED_INT));
            case FIXED32 -> out.fixed32((int) signed(field, 0, MAX_UNSIGNED_INT));
            case INT64 -> out.varint(signed(field, Long.MIN_VALUE, Long.MAX_VALUE));
            case SFIXED64 -> out.fixed64(signed(field, Long.MIN_VALUE, Long.MAX_VALUE));
            case UINT64 -> out.varint(unsigned(field));
            case FIXED64 -> out.fixed64(unsigned(field));
            case MESSAGE, GROUP -> throw new IllegalArgumentException("field: " + field + " (expected: no message)");
        }
    }

    private long signedOfItsSize(FieldDescriptor field) throws IOException, MalformedJsonException {
        return field.getType() == FieldDescriptor.Type.SINT32
                ? signed(field, Integer.MIN_VALUE, Integer.MAX_VALUE)
                : signed(field, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static long zigZag(long value) {
        return value << 1 ^ value >> 63;
    }

    /** What stands under the parser, for a person. */
    String found() throws IOException {
        JsonToken token = json.currentToken();
        if (token == null) {
            return "the end";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case END_OBJECT, END_ARRAY -> "its end";
            case VALUE_STRING -> "\"" + shown(json.getText()) + "\"";
            case FIELD_NAME, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL ->
                shown(json.getText());
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> token.name();
        };
    }

    private void text(FieldDescriptor field) throws IOException, MalformedJsonException {
        requireString(field, "a string");
        out.text(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    }

    private byte[] bytes(FieldDescriptor field) throws IOException, MalformedJsonException {
        Integer idBytes = ID_BYTES.get(field.getName());
        return idBytes == null ? base64(field) : id(field, idBytes);
    }

    private byte[] id(FieldDescriptor field, int length) throws IOException, MalformedJsonException {
        requireString(field, "hexadecimal digits");
        if (json.getTextLength() == 0) {
            return NOTHING;
        }
        if (json.getTextLength() != 2 * length) {
            throw unexpected(field, 2 * length + " hexadecimal digits");
        }
        try {
            return HexFormat.of().parseHex(json.getText());
        } catch (IllegalArgumentException e) {
            throw unexpected(field, 2 * length + " hexadecimal digits");
        }
    }

    private byte[] base64(FieldDescriptor field) throws IOException, MalformedJsonException {
        requireString(field, "base64");
        char[] digits = json.getTextCharacters();
        byte[] standard = new byte[json.getTextLength()];
        for (int i = 0; i < standard.length; i++) {
            char digit = digits[json.getTextOffset() + i];
            standard[i] = (byte) (digit == '-' ? '+' : digit == '_' ? '/' : digit < 0x80 ? digit : 0);
        }
        try {
            return Base64.getDecoder().decode(standard);
        } catch (IllegalArgumentException e) {
            throw unexpected(field, "base64");
        }
    }

    private boolean bool(FieldDescriptor field) throws IOException, MalformedJsonException {
        JsonToken token = json.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw unexpected(field, "true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    private long enumNumber(FieldDescriptor field) throws IOException, MalformedJsonException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            return signed(field, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        EnumValueDescriptor named = field.getEnumType().findValueByName(json.getText());
        if (named == null) {
            throw unexpected(field, "a number or name of " + field.getEnumType().getName());
        }
        return named.getNumber();
    }

    private double floating(FieldDescriptor field) throws IOException, MalformedJsonException {
        String text = number(field);
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            Double special = special(text);
            if (special != null) {
                return special;
            }
        }
        double value = decimal(text);
        if (!Double.isFinite(value)) {
            throw unexpected(field, "a number within the range of a double, or \"NaN\", \"Infinity\", \"-Infinity\"");
        }
        return value;
    }

    private static @Nullable Double special(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    /** NaN if it is none: what Java would also take, such as hexadecimal or a trailing {@code d}, is no number here. */
    private static double decimal(String text) {
        if (!text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0)) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private long signed(FieldDescriptor field, long min, long max) throws IOException, MalformedJsonException {
        BigInteger value = integer(field);
        if (value.compareTo(BigInteger.valueOf(min)) < 0 || value.compareTo(BigInteger.valueOf(max)) > 0) {
            throw unexpected(field, min + " to " + max);
        }
        return value.longValue();
    }

    private long unsigned(FieldDescriptor field) throws IOException, MalformedJsonException {
        BigInteger value = integer(field);
        if (value.signum() < 0 || value.compareTo(MAX_UNSIGNED_LONG) > 0) {
            throw unexpected(field, "0 to " + MAX_UNSIGNED_LONG);
        }
        return value.longValue();
    }

    /** An integer in any form that protobuf's JSON allows: a number or a string of one, also {@code 1.0} and {@code 1e3}. */
    private BigInteger integer(FieldDescriptor field) throws IOException, MalformedJsonException {
        String text = number(field);
        try {
            if (text.length() < MAX_INTEGER_DIGITS - 1 && isDigits(text)) {
                return BigInteger.valueOf(Long.parseLong(text));
            }
            BigDecimal value = new BigDecimal(text);
            long digits = (long) value.precision() - value.scale(); // before the point
            if (value.signum() != 0 && (digits < 1 || digits > MAX_INTEGER_DIGITS)) {
                throw unexpected(field, "an integer of 64 bits");
            }
            return value.signum() == 0 ? BigInteger.ZERO : value.toBigIntegerExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw unexpected(field, "an integer");
        }
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private String number(FieldDescriptor field) throws IOException, MalformedJsonException {
        JsonToken token = json.currentToken();
        if (token != JsonToken.VALUE_NUMBER_INT
                && token != JsonToken.VALUE_NUMBER_FLOAT
                && token != JsonToken.VALUE_STRING) {
            throw unexpected(field, "a number");
        }
        if (json.getTextLength() > MAX_NUMBER_LENGTH) {
            throw unexpected(field, "a number");
        }
        return json.getText();
    }

    private void requireString(FieldDescriptor field, String expected) throws IOException, MalformedJsonException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw unexpected(field, expected);
        }
    }

    private MalformedJsonException unexpected(FieldDescriptor field, String expected) throws IOException {
        return MalformedJsonException.at(
                json.currentTokenLocation(),
                "\"" + field.getJsonName() + "\": expected " + expected + ", found " + found());
    }

    private static String shown(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }
}
