package dev.bellwether.console.view;

import dev.bellwether.facts.RedWindow;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import dev.bellwether.telemetry.histogram.MalformedHistogramException;
import java.nio.ByteBuffer;
import java.time.Instant;

/** What the newest revision of one operation's window says. Durations stay in their binary form, which is the smallest. */
record OperationWindow(Instant end, int revision, long calls, long errors, double adjustedCalls, ByteBuffer durations) {

    static OperationWindow of(RedWindow window) throws MalformedHistogramException {
        ByteBuffer source = window.getDurations();
        if (source.hasRemaining()) {
            ExponentialHistogram.parse(source.duplicate()); // so that no question about it can fail later
        }
        byte[] durations = new byte[source.remaining()];
        source.duplicate().get(durations);
        return new OperationWindow(
                window.getWindowEnd(),
                window.getRevision(),
                window.getCalls(),
                window.getErrors(),
                window.getAdjustedCalls(),
                ByteBuffer.wrap(durations).asReadOnlyBuffer());
    }
}
