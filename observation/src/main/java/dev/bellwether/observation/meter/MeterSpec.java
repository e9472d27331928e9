package dev.bellwether.observation.meter;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A meter as the catalogue describes it: the one way in which meters of Bellwether come about.
 *
 * @param name in Micrometer's form, in lower case with dots; Prometheus reads {@code bellwether.fold.records} as {@code
 *     bellwether_fold_records_total}
 * @param kind what its value does
 * @param unit a base unit, such as {@code bytes} or {@code seconds}; empty for a plain number
 * @param labels names of its labels; each has few values, which the code or the configuration fixes
 * @param meaning for people, in one line
 */
public record MeterSpec(String name, Kind kind, String unit, List<String> labels, String meaning) {

    /** What its value does. */
    public enum Kind {
        /** Goes up only, from zero at the start of the process. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** How often and how long: Prometheus reads {@code _count}, {@code _sum} and {@code _max}. */
        TIMER
    }

    public MeterSpec {
        requireNonNull(kind, "kind");
        labels = List.copyOf(labels);
        if (!name.matches("[a-z][a-z0-9]*(\\.[a-z][a-z0-9]*)+")) {
            throw new IllegalArgumentException("name: " + name + " (expected: lower-case words with dots)");
        }
    }

    static MeterSpec counter(String name, String meaning, String... labels) {
        return new MeterSpec(name, Kind.COUNTER, "", List.of(labels), meaning);
    }

    static MeterSpec gauge(String name, String meaning, String... labels) {
        return new MeterSpec(name, Kind.GAUGE, "", List.of(labels), meaning);
    }

    static MeterSpec timer(String name, String meaning, String... labels) {
        return new MeterSpec(name, Kind.TIMER, "seconds", List.of(labels), meaning);
    }

    MeterSpec in(String unit) {
        return new MeterSpec(name, kind, unit, labels, meaning);
    }

    /** A counter that is counted up; the same one for the same values of the labels. */
    public Counter counter(MeterRegistry registry, String... labelValues) {
        return Counter.builder(name)
                .description(meaning)
                .baseUnit(baseUnit())
                .tags(tags(Kind.COUNTER, labelValues))
                .register(registry);
    }

    /** A counter whose value is kept elsewhere. */
    public <T> Meter counter(MeterRegistry registry, T state, ToDoubleFunction<T> value, String... labelValues) {
        return FunctionCounter.builder(name, state, value)
                .description(meaning)
                .baseUnit(baseUnit())
                .tags(tags(Kind.COUNTER, labelValues))
                .register(registry);
    }

    /** A gauge, which holds on to what it reads. */
    public <T> Meter gauge(MeterRegistry registry, T state, ToDoubleFunction<T> value, String... labelValues) {
        return Gauge.builder(name, state, value)
                .description(meaning)
                .baseUnit(baseUnit())
                .tags(tags(Kind.GAUGE, labelValues))
                .strongReference(true)
                .register(registry);
    }

    /** A timer; the same one for the same values of the labels. */
    public Timer timer(MeterRegistry registry, String... labelValues) {
        return Timer.builder(name)
                .description(meaning)
                .tags(tags(Kind.TIMER, labelValues))
                .register(registry);
    }

    @SuppressWarnings("NullAway") // Micrometer means null by "without a unit"
    private String baseUnit() {
        return unit.isEmpty() ? null : unit;
    }

    private Tags tags(Kind expected, String... values) {
        if (kind != expected) {
            throw new IllegalArgumentException(name + " is a " + kind);
        }
        if (values.length != labels.size()) {
            throw new IllegalArgumentException(name + ": " + values.length + " values (expected: " + labels + ")");
        }
        Tags tags = Tags.empty();
        for (int i = 0; i < values.length; i++) {
            tags = tags.and(labels.get(i), values[i]);
        }
        return tags;
    }
}
