package dev.bellwether.cli.demo;

import dev.bellwether.facts.RedWindow;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import dev.bellwether.telemetry.histogram.MalformedHistogramException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Error ratio and p99 of each version, from the newest window that has closed. */
final class LiveRates {

    private final Map<String, RedWindow> newest = new HashMap<>();
    private Instant latest = Instant.EPOCH;

    /** One version's row. */
    record Row(String service, String version, double requestsPerSecond, double errorRatio, double p99Millis) {}

    /** Takes note of a window; whether it is the first one of a newer window than all before it. */
    boolean see(RedWindow window) {
        newest.put(window.getService() + "\n" + window.getVersion() + "\n" + window.getOperation(), window);
        boolean newer = window.getWindowEnd().isAfter(latest);
        latest = newer ? window.getWindowEnd() : latest;
        return newer;
    }

    /** The rows of the newest window, by service and version. */
    List<Row> rows() throws MalformedHistogramException {
        Map<String, Sum> sums = new TreeMap<>();
        for (RedWindow window : newest.values()) {
            if (window.getWindowEnd().equals(latest)) {
                sums.computeIfAbsent(window.getService() + "\n" + window.getVersion(), key -> new Sum(window))
                        .add(window);
            }
        }
        return sums.values().stream().map(Sum::row).toList();
    }

    private static final class Sum {

        private final RedWindow any;
        private long calls;
        private long errors;
        private ExponentialHistogram durations = ExponentialHistogram.EMPTY;

        Sum(RedWindow any) {
            this.any = any;
        }

        void add(RedWindow window) throws MalformedHistogramException {
            calls += window.getCalls();
            errors += window.getErrors();
            durations = durations.plus(
                    ExponentialHistogram.parse(window.getDurations().duplicate()));
        }

        Row row() {
            double seconds =
                    Duration.between(any.getWindowStart(), any.getWindowEnd()).toMillis() / 1000.0;
            return new Row(
                    any.getService(),
                    any.getVersion(),
                    calls / seconds,
                    calls == 0 ? 0 : (double) errors / calls,
                    durations.quantile(0.99) / 1e6);
        }
    }
}
