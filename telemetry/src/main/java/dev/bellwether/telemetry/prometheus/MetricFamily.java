package dev.bellwether.telemetry.prometheus;

import static java.util.Objects.requireNonNull;

/**
 * What is known of all series of a metric.
 *
 * @param name name of the family: that of its series, but for suffixes as {@code _bucket}
 * @param type what it is
 * @param unit as the sender wrote it, for example {@code By}; may be empty
 * @param help what it measures, in words; may be empty
 */
public record MetricFamily(String name, FamilyType type, String unit, String help) {

    public MetricFamily {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(unit, "unit");
        requireNonNull(help, "help");
    }
}
