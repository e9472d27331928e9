package dev.bellwether.promql.yaml;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a file while it is read. Owned by one reading. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();
    private final UnknownFields unknownFields;

    /** Nothing yet; fields that nobody knows are to be refused. */
    public Problems() {
        this(UnknownFields.REFUSED);
    }

    /** Nothing yet. */
    public Problems(UnknownFields unknownFields) {
        this.unknownFields = requireNonNull(unknownFields, "unknownFields");
    }

    /** Notes a problem. */
    public void add(Place place, String message) {
        found.add(new Problem(place, message));
    }

    /** Notes a field that nobody knows, if that is a problem. */
    void addUnknownField(Place place, String message) {
        if (unknownFields == UnknownFields.REFUSED) {
            add(place, message);
        }
    }

    /** All of them, from top to bottom. */
    public List<Problem> sorted() {
        return found.stream().sorted().toList();
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return found.isEmpty();
    }
}
