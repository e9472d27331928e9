package dev.bellwether.promql.labels;

import static java.util.Objects.requireNonNull;

/**
 * One name and its value.
 *
 * @param value the empty string is the same as no label at all
 */
public record Label(String name, String value) {

    public Label {
        requireNonNull(name, "name");
        requireNonNull(value, "value");
    }
}
