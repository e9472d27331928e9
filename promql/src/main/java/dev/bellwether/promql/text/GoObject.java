package dev.bellwether.promql.text;

import org.jspecify.annotations.Nullable;

/** A value with its own way to be printed: a time, a duration, a histogram, a struct. */
public interface GoObject {

    /** The name of its type in Go, as {@code %T} prints it. */
    String goType();

    /** What {@code %v} and {@code %s} print. */
    String print();

    /** The number behind it, for verbs such as {@code %d}; nothing where it is no number. */
    default @Nullable Object number() {
        return null;
    }
}
