package dev.bellwether.alerting.lifecycle;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An instant of evaluation, in log time.
 *
 * @param at looks at what was appended before
 * @param complete whether all of that has been seen; false where a source that stood still was not waited for
 */
public record Slot(Instant at, boolean complete) {

    public Slot {
        requireNonNull(at, "at");
    }
}
