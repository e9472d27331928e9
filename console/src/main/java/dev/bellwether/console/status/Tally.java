package dev.bellwether.console.status;

import dev.bellwether.observation.meter.MeterSpec;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A sum of counters.
 *
 * @param label what it is called
 * @param meters names of the counters
 * @param tags that the counters must have
 * @param splitBy tag by which the sum is shown in parts; null where it is not
 */
record Tally(
        String label,
        List<String> meters,
        Map<String, String> tags,
        @Nullable String splitBy) {

    Tally {
        meters = List.copyOf(meters);
        tags = Map.copyOf(tags);
    }

    static Tally of(String label, MeterSpec meter) {
        return new Tally(label, List.of(meter.name()), Map.of(), null);
    }

    static Tally of(String label, MeterSpec meter, String tag, String value) {
        return new Tally(label, List.of(meter.name()), Map.of(tag, value), null);
    }

    static Tally split(String label, MeterSpec meter, String by) {
        return new Tally(label, List.of(meter.name()), Map.of(), by);
    }

    /** Whether anything in this process counts it. */
    boolean isCounted(MeterRegistry registry) {
        return !counters(registry).isEmpty();
    }

    long sum(MeterRegistry registry) {
        return Math.round(counters(registry).stream().mapToDouble(Tally::count).sum());
    }

    /** Parts that are not zero. */
    Map<String, Long> parts(MeterRegistry registry) {
        Map<String, Long> parts = new TreeMap<>();
        if (splitBy != null) {
            for (Meter counter : counters(registry)) {
                String part = counter.getId().getTag(splitBy);
                parts.merge(part == null ? "" : part, Math.round(count(counter)), Long::sum);
            }
            parts.values().removeIf(count -> count == 0);
        }
        return parts;
    }

    private List<Meter> counters(MeterRegistry registry) {
        return meters.stream()
                .flatMap(name -> registry.find(name).meters().stream())
                .filter(meter -> meter.getId().getType() == Meter.Type.COUNTER)
                .filter(meter -> tags.entrySet().stream()
                        .allMatch(tag -> tag.getValue().equals(meter.getId().getTag(tag.getKey()))))
                .toList();
    }

    /** A counter may be one that is counted up, or one that reads its value from somewhere else. */
    private static double count(Meter counter) {
        for (Measurement measurement : counter.measure()) {
            if (measurement.getStatistic() == Statistic.COUNT && Double.isFinite(measurement.getValue())) {
                return measurement.getValue();
            }
        }
        return 0;
    }
}
