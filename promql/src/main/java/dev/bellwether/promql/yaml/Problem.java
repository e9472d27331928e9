package dev.bellwether.promql.yaml;

/**
 * Something wrong in a file.
 *
 * @param place where
 * @param message what
 */
public record Problem(Place place, String message) implements Comparable<Problem> {

    /** As compilers print it: {@code file:line:column: message}. */
    public String in(String file) {
        return file + ":" + place.line() + ":" + place.column() + ": " + message;
    }

    /** In the order of the file. */
    @Override
    public int compareTo(Problem other) {
        return place.compareTo(other.place);
    }
}
