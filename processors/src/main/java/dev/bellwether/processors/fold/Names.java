package dev.bellwether.processors.fold;

import java.util.regex.Pattern;

/** Names that come from telemetry, made fit for keys. */
final class Names {

    private static final Pattern CONTROL = Pattern.compile("\\p{IsControl}");

    private Names() {}

    /** Whether {@link #bounded} cuts it. */
    static boolean isCut(String name, int maxLength) {
        return name.length() > maxLength;
    }

    /** The name, cut to a number of characters (never within a surrogate pair), with control characters replaced. */
    static String bounded(String name, int maxLength) {
        String cut = name;
        if (isCut(name, maxLength)) {
            int end = Character.isHighSurrogate(name.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
            cut = name.substring(0, end);
        }
        for (int i = 0; i < cut.length(); i++) {
            if (Character.isISOControl(cut.charAt(i))) {
                return CONTROL.matcher(cut).replaceAll(" ");
            }
        }
        return cut;
    }
}
