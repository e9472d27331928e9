package dev.bellwether.promql.text;

/**
 * Text that may hold bytes which are not valid UTF-8. Such a byte stands in a string as the lone surrogate {@code U+DC00 + byte}: nothing
 * that is valid Unicode looks like that.
 */
public final class UnicodeText {

    private static final char INVALID_BYTES = '\uDC00';

    private UnicodeText() {}

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
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
