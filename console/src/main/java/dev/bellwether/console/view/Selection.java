package dev.bellwether.console.view;

import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import dev.bellwether.telemetry.histogram.HistogramRecorder;
import dev.bellwether.telemetry.histogram.MalformedHistogramException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The windows of one version that a question is about, taken out of the view. */
record Selection(ServiceVersion subject, List<OperationWindow> windows, Instant lastSeen) {

    private static final double NANOS_PER_MILLI = 1e6;

    VersionRates rates(Duration range) {
        long requests = 0;
        long errors = 0;
        double adjusted = 0;
        HistogramRecorder durations = new HistogramRecorder();
        for (OperationWindow window : windows) {
            requests += window.calls();
            errors += window.errors();
            adjusted += window.adjustedCalls();
            add(durations, window);
        }
        ExponentialHistogram merged = durations.snapshot();
        return new VersionRates(
                subject,
                requests,
                errors,
                adjusted,
                requests * 1000.0 / range.toMillis(),
                merged.quantile(0.5) / NANOS_PER_MILLI,
                merged.quantile(0.99) / NANOS_PER_MILLI,
                lastSeen);
    }

    private static void add(HistogramRecorder durations, OperationWindow window) {
        if (!window.durations().hasRemaining()) {
            return;
        }
        try {
            durations.add(window.durations().duplicate());
        } catch (MalformedHistogramException e) {
            throw new IllegalStateException("was readable when the window came", e);
        }
    }
}
