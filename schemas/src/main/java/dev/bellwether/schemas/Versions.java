package dev.bellwether.schemas;

import static java.util.Objects.requireNonNull;

/** How versions of services are compared, and how long they may be. */
public final class Versions {

    /** Characters at most; what is longer is no version: no fact carries it. */
    public static final int LONGEST = 255;

    private Versions() {}

    /**
     * The version as facts carry it: without the leading {@code v} that people put before a number, so that the tag {@code
     * v1.2.0} and the attribute {@code 1.2.0} are one version. Nothing else is changed: {@code vanilla} stays as it is.
     */
    public static String normalise(String version) {
        requireNonNull(version, "version");
        return version.length() > 1 && version.charAt(0) == 'v' && isDigit(version.charAt(1))
                ? version.substring(1)
                : version;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
