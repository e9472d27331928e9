package dev.bellwether.promql.yaml;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a file while it is read. Owned by one reading. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    /** Notes a problem. */
    public void add(Place place, String message) {
        found.add(new Problem(place, message));
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
