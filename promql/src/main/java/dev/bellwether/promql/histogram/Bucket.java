package dev.bellwether.promql.histogram;

/**
 * A range of values, and how many there are.
 *
 * @param lower where it begins; {@code -Inf} for the first custom bucket
 * @param upper where it ends; {@code +Inf} for the last custom bucket
 */
public record Bucket(double lower, double upper, double count) {

    Bucket withBorders(double from, double to) {
        return new Bucket(from, to, count);
    }
}
