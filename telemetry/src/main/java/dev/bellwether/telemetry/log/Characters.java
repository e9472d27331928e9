package dev.bellwether.telemetry.log;

/** What ASCII characters are: masks look for numbers and ids as machines write them. */
final class Characters {

    private Characters() {}

    static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    static boolean isHexDigit(char character) {
        return isDigit(character) || character >= 'a' && character <= 'f' || character >= 'A' && character <= 'F';
    }

    static boolean isAlphanumeric(char character) {
        return isDigit(character) || character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z';
    }
}
