package dev.bellwether.ingest.json;

/** JSON can escape half of a surrogate pair; UTF-8, and so protobuf, cannot hold one. */
final class Surrogates {

    private static final char REPLACEMENT = '\ufffd';

    private Surrogates() {}

    /** The text with U+FFFD in place of each half pair. */
    static String repaired(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return repairedFrom(text, i);
            }
        }
        return text;
    }

    private static String repairedFrom(String text, int from) {
        StringBuilder repaired = new StringBuilder(text);
        for (int i = from; i < repaired.length(); i++) {
            if (Character.isSurrogate(repaired.charAt(i))) {
                boolean pair = i + 1 < repaired.length()
                        && Character.isSurrogatePair(repaired.charAt(i), repaired.charAt(i + 1));
                if (pair) {
                    i++;
                } else {
                    repaired.setCharAt(i, REPLACEMENT);
                }
            }
        }
        return repaired.toString();
    }
}
