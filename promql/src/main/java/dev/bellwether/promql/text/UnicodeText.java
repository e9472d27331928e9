package dev.bellwether.promql.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/**
 * Text that may hold bytes which are not valid UTF-8. Such a byte stands in a string as the lone surrogate {@code U+DC00 + byte}: nothing
 * that is valid Unicode looks like that.
 */
public final class UnicodeText {

    private static final char INVALID_BYTES = '\uDC00';

    private UnicodeText() {}

    /** What these bytes say in UTF-8, and the characters for those that say nothing. */
    public static String decode(byte[] text) {
        CharsetDecoder decoder = UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(text);
        CharBuffer out = CharBuffer.allocate(text.length);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (result.isUnderflow()) {
                return out.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.put(invalidByte(in.get() & 0xFF));
            }
        }
    }

    /** The character that stands for a byte which is not valid UTF-8. */
    public static char invalidByte(int value) {
        return (char) (INVALID_BYTES + value);
    }

    /** Whether it stands for a byte which is not valid UTF-8. */
    static boolean isInvalidByte(int c) {
        return c >= INVALID_BYTES && c <= INVALID_BYTES + 0xFF;
    }

    /** The byte that it stands for. */
    static int invalidByteOf(int c) {
        return c - INVALID_BYTES;
    }

    /** Whether all of it is Unicode, no byte that is not. */
    public static boolean isValid(String text) {
        return indexOfInvalid(text) < 0;
    }

    /** Where the first thing stands that is no Unicode: a byte, or half a character; -1 if there is none. */
    public static int indexOfInvalid(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return i;
            }
        }
        return -1;
    }
}
