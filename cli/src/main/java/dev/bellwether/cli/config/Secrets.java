package dev.bellwether.cli.config;

import java.util.regex.Pattern;

/** What of a setting nobody should read over somebody's shoulder. */
public final class Secrets {

    /**
     * What stands before the last @ of an address: of one with a scheme, where a password may have a slash or a comma that somebody forgot to
     * escape, and of one without.
     */
    private static final Pattern CREDENTIALS =
            Pattern.compile("(?<=://)(?:(?!://)\\S)+@|(?<=^|[,\\s])(?:(?!://)[^,\\s])+@");

    private Secrets() {}

    /** The text, with stars in place of names and passwords in addresses. */
    public static String hidden(String text) {
        return CREDENTIALS.matcher(text).replaceAll("***@");
    }
}
