package dev.bellwether.promql.template;

import java.util.Locale;

/** {@code title}: the first letter of each word in title case, the others as they are. */
final class Words {

    private Words() {}

    static String title(String text) {
        StringBuilder titled = new StringBuilder();
        int[] points = text.codePoints().toArray();
        boolean inside = false;
        for (int i = 0; i < points.length; i++) {
            int c = points[i];
            if (Character.isLetter(c)) {
                titled.append(inside ? Character.toString(c) : title(c));
                inside = true;
            } else {
                titled.appendCodePoint(c);
                inside = inside && continues(points, i);
            }
        }
        return titled.toString();
    }

    private static String title(int letter) {
        int title = Character.toTitleCase(letter);
        String upper = Character.toString(letter).toUpperCase(Locale.ROOT);
        boolean expands = title == letter && upper.length() > 1 && Character.isLowerCase(letter);
        return expands ? upper.charAt(0) + upper.substring(1).toLowerCase(Locale.ROOT) : Character.toString(title);
    }

    /** Digits, marks and underscores belong to the word; an apostrophe, a dot or a colon does between two of its characters. */
    private static boolean continues(int[] points, int i) {
        return isInner(points[i])
                || ("'.:\u2019\u00B7".indexOf(points[i]) >= 0 && i + 1 < points.length && isInner(points[i + 1]));
    }

    private static boolean isInner(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || Character.getType(c) == Character.NON_SPACING_MARK;
    }
}
