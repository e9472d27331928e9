package dev.bellwether.telemetry.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a log message into words, and puts a mask in the place of what differs from one occurrence to the next: {@value #NUMBER}
 * for numbers, with their sign and fraction but without their unit; {@value #ID} for UUIDs, hexadecimal digits and other long
 * mixtures of letters and digits; {@value #ADDRESS} for IPv4 (with port), IPv6 and MAC addresses. {@code took 12.5ms for
 * id=550e8400-e29b-41d4-a716-446655440000} becomes {@code took <number>ms for id=<id>}.
 *
 * <p>Looked at is the first line that is not blank, since a stack trace under it says nothing of the kind of message, and of that at most
 * a number of characters, to the end of a word where there is one. The result depends on the message alone. Words without a digit stay as
 * they are.
 */
public final class MessageMask {

    public static final String NUMBER = "<number>";
    public static final String ID = "<id>";
    public static final String ADDRESS = "<address>";

    private final int maxLength;

    /** @param maxLength characters of a message that are looked at */
    public MessageMask(int maxLength) {
        if (maxLength < 1) {
            throw new IllegalArgumentException("maxLength: " + maxLength + " (expected: at least 1)");
        }
        this.maxLength = maxLength;
    }

    /** The masked words of a message; none if it is blank. */
    public List<String> words(String message) {
        int start = firstVisible(message);
        int end = endOfLine(message, start);
        List<String> words = new ArrayList<>();
        int at = start;
        while (at < end) {
            while (at < end && isSpace(message.charAt(at))) {
                at++;
            }
            int from = at;
            boolean digits = false;
            while (at < end && !isSpace(message.charAt(at))) {
                digits |= Characters.isDigit(message.charAt(at));
                at++;
            }
            if (at > from) {
                String word = message.substring(from, at);
                words.add(digits ? new WordMask(word).masked() : word);
            }
        }
        return words;
    }

    private static int firstVisible(String message) {
        int at = 0;
        while (at < message.length() && isSpace(message.charAt(at))) {
            at++;
        }
        return at;
    }

    private int endOfLine(String message, int start) {
        int longest = (int) Math.min(message.length(), (long) start + maxLength);
        int wordEnd = longest;
        for (int at = start; at < longest; at++) {
            char next = message.charAt(at);
            if (next == '\n' || next == '\r') {
                return at;
            }
            if (isSpace(next)) {
                wordEnd = at;
            }
        }
        if (longest == message.length() || isSpace(message.charAt(longest))) {
            return longest;
        }
        boolean splitsPair =
                wordEnd == longest && Character.isSurrogatePair(message.charAt(longest - 1), message.charAt(longest));
        return splitsPair ? longest - 1 : wordEnd;
    }

    /** Control characters too: a template is one line of visible text. */
    private static boolean isSpace(char character) {
        return character <= ' ' || Character.isWhitespace(character) || Character.isISOControl(character);
    }
}
