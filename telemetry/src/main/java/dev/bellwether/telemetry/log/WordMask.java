package dev.bellwether.telemetry.log;

import static dev.bellwether.telemetry.log.Characters.isAlphanumeric;
import static dev.bellwether.telemetry.log.Characters.isDigit;
import static dev.bellwether.telemetry.log.Characters.isHexDigit;

/** Masks one word of a message, from its first character to its last. Used once. */
final class WordMask {

    /** Shorter ones may be words: {@code cafe1} is no id, nor is {@code sha256}. */
    private static final int MIN_HEX_ID = 8;

    private static final int MIN_MIXED_ID = 16;
    /** Names have few digits: {@code AbstractHttp2Connection}. */
    private static final int MIN_MIXED_ID_DIGITS = 3;

    private final String word;
    private final StringBuilder out;
    private int at;

    WordMask(String word) {
        this.word = word;
        this.out = new StringBuilder(word.length());
    }

    String masked() {
        while (at < word.length()) {
            int addressEnd = Addresses.end(word, at);
            if (addressEnd > at) {
                put(MessageMask.ADDRESS, addressEnd);
            } else if (!isAlphanumeric(word.charAt(at))) {
                out.append(word.charAt(at++));
            } else {
                atom();
            }
        }
        return out.toString();
    }

    /** Letters and digits up to the next other character. */
    private void atom() {
        int uuidEnd = uuidEnd();
        if (uuidEnd > at) {
            put(MessageMask.ID, uuidEnd);
            return;
        }
        int end = alphanumericEnd(at);
        if (isId(at, end)) {
            put(MessageMask.ID, end);
        } else if (isDigit(word.charAt(at))) {
            numbers();
        } else {
            out.append(word, at, end);
            at = end;
        }
    }

    /** A number, and what follows it without a gap: a unit, further numbers, as in {@code 1m2.5s} and {@code 02T15}. */
    private void numbers() {
        while (at < word.length() && isAlphanumeric(word.charAt(at))) {
            if (isDigit(word.charAt(at))) {
                dropSign();
                put(MessageMask.NUMBER, numberEnd(at));
            } else {
                out.append(word.charAt(at++));
            }
        }
    }

    private void put(String mask, int end) {
        out.append(mask);
        at = end;
    }

    /** A minus or plus belongs to the number, unless there is something before it that it may connect: {@code node-7}. */
    private void dropSign() {
        int last = out.length() - 1;
        if (last < 0 || (out.charAt(last) != '-' && out.charAt(last) != '+')) {
            return;
        }
        boolean connects = last > 0 && (isAlphanumeric(out.charAt(last - 1)) || out.charAt(last - 1) == '>');
        if (!connects) {
            out.setLength(last);
        }
    }

    /** Digits, with fractions ({@code 1.5}, and versions too) and an exponent. */
    private int numberEnd(int from) {
        int end = digitsEnd(from);
        while (end + 1 < word.length() && word.charAt(end) == '.' && isDigit(word.charAt(end + 1))) {
            end = digitsEnd(end + 1);
        }
        if (end < word.length() && (word.charAt(end) == 'e' || word.charAt(end) == 'E')) {
            int exponent = end + 1;
            if (exponent < word.length() && (word.charAt(exponent) == '-' || word.charAt(exponent) == '+')) {
                exponent++;
            }
            int exponentEnd = digitsEnd(exponent);
            if (exponentEnd > exponent && alphanumericEnd(exponentEnd) == exponentEnd) {
                return exponentEnd;
            }
        }
        return end;
    }

    private int digitsEnd(int from) {
        int end = from;
        while (end < word.length() && isDigit(word.charAt(end))) {
            end++;
        }
        return end;
    }

    private int alphanumericEnd(int from) {
        int end = from;
        while (end < word.length() && isAlphanumeric(word.charAt(end))) {
            end++;
        }
        return end;
    }

    private boolean isId(int from, int end) {
        int length = end - from;
        boolean prefixed = length > 2 && word.startsWith("0x", from);
        int start = prefixed ? from + 2 : from;
        int digits = 0;
        int hexDigits = 0;
        for (int i = start; i < end; i++) {
            digits += isDigit(word.charAt(i)) ? 1 : 0;
            hexDigits += isHexDigit(word.charAt(i)) ? 1 : 0;
        }
        boolean hex = hexDigits == end - start;
        if (prefixed && hex) {
            return true;
        }
        boolean mixed = digits > 0 && digits < length;
        return mixed && (hex ? length >= MIN_HEX_ID : length >= MIN_MIXED_ID && digits >= MIN_MIXED_ID_DIGITS);
    }

    /** The end of a UUID that begins here; else here. */
    private int uuidEnd() {
        int end = at + 36;
        if (end > word.length() || (end < word.length() && isAlphanumeric(word.charAt(end)))) {
            return at;
        }
        for (int i = 0; i < 36; i++) {
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            char next = word.charAt(at + i);
            if (hyphen ? next != '-' : !isHexDigit(next)) {
                return at;
            }
        }
        return end;
    }
}
