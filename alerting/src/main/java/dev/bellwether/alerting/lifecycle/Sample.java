package dev.bellwether.alerting.lifecycle;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One thing for which a condition holds.
 *
 * @param labels what it is; the rule adds its own
 * @param value what was found; unit as the rule says
 * @param evidence the numbers behind the value, where the condition knows them
 */
public record Sample(Labels labels, double value, @Nullable Evidence evidence) {

    public Sample {
        requireNonNull(labels, "labels");
    }
}
