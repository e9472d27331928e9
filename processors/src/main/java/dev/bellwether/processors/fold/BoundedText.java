package dev.bellwether.processors.fold;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.telemetry.otlp.ByteSlice;

/** The beginning of a text in UTF-8, so that one of a megabyte costs no more than is looked at of it. */
final class BoundedText {

    /** At most, in UTF-8, of a character in UTF-16. */
    private static final int BYTES_OF_A_CHARACTER = 3;

    private BoundedText() {}

    /**
     * The text without leading spaces and control characters of ASCII; of a longer one at least so many characters, and one more, so that it
     * can be seen where a word ends.
     */
    static String of(ByteSlice bytes, int characters) {
        int start = 0;
        while (start < bytes.length() && isSpace(bytes.at(start))) {
            start++;
        }
        // the last one may be cut in two, and is then the one after the one more
        long most = BYTES_OF_A_CHARACTER * (characters + 2L);
        int length = (int) Math.min(bytes.length() - start, most);
        return new String(bytes.array(), bytes.offset() + start, length, UTF_8);
    }

    private static boolean isSpace(byte character) {
        return character >= 0 && character <= ' ';
    }
}
