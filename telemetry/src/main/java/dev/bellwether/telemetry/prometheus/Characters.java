package dev.bellwether.telemetry.prometheus;

/** What names may consist of. */
final class Characters {

    private Characters() {}

    static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    static boolean isLetterOrDigit(int character) {
        return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z' || isDigit(character);
    }

    static boolean startsWithDigit(String name) {
        return !name.isEmpty() && isDigit(name.charAt(0));
    }

    /** Whether nothing is left of a name that was escaped: a name of underscores names nothing. */
    static boolean hasOnlyUnderscores(String name) {
        return name.chars().allMatch(character -> character == '_');
    }
}
