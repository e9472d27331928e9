package dev.bellwether.bench.load;

import dev.bellwether.bench.audit.SeriesWindow;
import dev.bellwether.bench.audit.Totals;
import dev.bellwether.bench.load.LoadRequests.Part;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.telemetry.histogram.HistogramRecorder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Remembers which requests of spans were acknowledged, and which may have been taken, and tells afterwards what they add to each window. Safe for use by several threads.
 * During the load it costs a few bytes for each request, and nothing for a span.
 */
public final class SpanLedger implements LoadListener {

    private static final long WINDOW_NANOS = SeriesWindow.LENGTH.toNanos();

    private final LoadRequests requests;
    private final List<Sent> acknowledged = new ArrayList<>();
    private final List<Sent> uncertain = new ArrayList<>();

    private record Sent(long number, long unixNanos) {}

    /** @param requests what the load sends */
    public SpanLedger(LoadRequests requests) {
        this.requests = requests;
    }

    @Override
    public synchronized void answered(long number, long unixNanos, Answer answer) {
        Sent sent = new Sent(number, unixNanos);
        switch (answer.kind()) {
            case ACKNOWLEDGED -> acknowledged.add(sent);
            case UNCERTAIN -> uncertain.add(sent);
            case REFUSED -> {} // if any of it is counted, that is once too often
        }
    }

    /** What the acknowledged requests add: all of it must be counted, once. */
    public synchronized SortedMap<SeriesWindow, Totals> acknowledged() {
        return totals(acknowledged);
    }

    /** What those requests would add of which nobody knows whether they were taken: each of them is counted once or not at all. */
    public synchronized SortedMap<SeriesWindow, Totals> uncertain() {
        return totals(uncertain);
    }

    private record Series(int service, int version, int operation, long window) {}

    private static final class Sum {
        private final HistogramRecorder durations = new HistogramRecorder();
        private long errors;
    }

    private SortedMap<SeriesWindow, Totals> totals(List<Sent> sent) {
        Map<Series, Sum> sums = new HashMap<>();
        for (Sent one : sent) {
            for (Part part : requests.parts(one.number())) {
                add(part, one.unixNanos(), sums);
            }
        }
        SortedMap<SeriesWindow, Totals> totals = new TreeMap<>();
        sums.forEach((series, sum) ->
                totals.put(window(series), new Totals(sum.durations.count(), sum.errors, sum.durations.snapshot())));
        return totals;
    }

    private static void add(Part part, long unixNanos, Map<Series, Sum> sums) {
        if (!(part.block() instanceof SpanBlock spans)) {
            throw new IllegalStateException("a ledger of spans for a load of others");
        }
        for (SpanBlock.Entry entry : spans.entries()) {
            long window = Math.floorDiv(unixNanos - entry.ageNanos(), WINDOW_NANOS);
            Series series = new Series(part.service(), part.version(), entry.operation(), window);
            Sum sum = sums.computeIfAbsent(series, key -> new Sum());
            sum.durations.record(entry.durationNanos());
            if (entry.failed()) {
                sum.errors++;
            }
        }
    }

    private static SeriesWindow window(Series series) {
        return SeriesWindow.at(
                new ServiceKey(Landscape.ENVIRONMENT, Landscape.NAMESPACE, Landscape.service(series.service()))
                        .toString(),
                Landscape.version(series.version()),
                Landscape.operation(series.operation()),
                Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(series.window() * WINDOW_NANOS)));
    }
}
