package dev.bellwether.ingest;

import dev.bellwether.ingest.IngestStats.Amount;
import dev.bellwether.ingest.IngestStats.SignalStats;
import dev.bellwether.telemetry.otlp.Signal;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what comes and what becomes of it. Arrival and end of a request are counted apart from each other, so that the balance {@code
 * received = appended + rejected} says something. Thread-safe.
 */
final class IngestCounters {

    private static final String PREFIX = "bellwether.ingest.";

    private final Map<Signal, SignalCounters> signals = new EnumMap<>(Signal.class);
    private final LongAdder unknownPaths = new LongAdder();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final InFlightBytes bytes;

    IngestCounters(MeterRegistry meters, InFlightBytes bytes) {
        this.bytes = bytes;
        for (Signal signal : Signal.values()) {
            signals.put(signal, new SignalCounters(meters, tag(signal)));
        }
        counter(
                meters,
                "unknown.paths",
                Tags.empty(),
                unknownPaths,
                "Requests for a path or method that does not exist");
        Gauge.builder(PREFIX + "requests.in.flight", inFlight, AtomicInteger::get)
                .description("Requests without an answer yet")
                .register(meters);
        Gauge.builder(PREFIX + "bytes.in.flight", bytes, InFlightBytes::held)
                .description("Bytes of requests that the broker has not acknowledged yet")
                .baseUnit("bytes")
                .register(meters);
    }

    SignalCounters of(Signal signal) {
        SignalCounters counters = signals.get(signal);
        if (counters == null) {
            throw new IllegalStateException("no counters for " + signal);
        }
        return counters;
    }

    void unknownPath() {
        unknownPaths.increment();
    }

    AtomicInteger inFlight() {
        return inFlight;
    }

    IngestStats stats() {
        Map<Signal, SignalStats> all = new EnumMap<>(Signal.class);
        signals.forEach((signal, counters) -> all.put(signal, counters.stats()));
        return new IngestStats(all, unknownPaths.sum(), inFlight.get(), bytes.held(), bytes.limit());
    }

    private static String tag(Signal signal) {
        return signal.name().toLowerCase(Locale.ROOT);
    }

    private static void counter(MeterRegistry meters, String name, Tags tags, LongAdder value, String description) {
        FunctionCounter.builder(PREFIX + name, value, LongAdder::sum)
                .tags(tags)
                .description(description)
                .register(meters);
    }

    /** One signal's counters. */
    static final class SignalCounters {

        private final AmountCounter received;
        private final AmountCounter appended;
        private final Map<RejectReason, AmountCounter> rejected = new EnumMap<>(RejectReason.class);
        private final LongAdder records = new LongAdder();
        private final LongAdder recordBytes = new LongAdder();

        private SignalCounters(MeterRegistry meters, String signal) {
            Tags tags = Tags.of("signal", signal);
            received = new AmountCounter(meters, "received", tags);
            appended = new AmountCounter(meters, "appended", tags);
            for (RejectReason reason : RejectReason.values()) {
                rejected.put(reason, new AmountCounter(meters, "rejected", tags.and("reason", reason.tag())));
            }
            counter(meters, "records", tags, records, "Records acknowledged by the broker");
            counter(meters, "record.bytes", tags, recordBytes, "Bytes of the values of these records");
        }

        void received(Amount amount) {
            received.add(amount);
        }

        void appended(Amount amount) {
            appended.add(amount);
        }

        void rejected(RejectReason reason, Amount amount) {
            AmountCounter counter = rejected.get(reason);
            if (counter == null) {
                throw new IllegalStateException("no counter for " + reason);
            }
            counter.add(amount);
        }

        void record(int bytes) {
            records.increment();
            recordBytes.add(bytes);
        }

        private SignalStats stats() {
            Map<RejectReason, Amount> reasons = new EnumMap<>(RejectReason.class);
            rejected.forEach((reason, counter) -> {
                Amount amount = counter.amount();
                if (!amount.isNone()) {
                    reasons.put(reason, amount);
                }
            });
            return new SignalStats(received.amount(), appended.amount(), reasons, records.sum(), recordBytes.sum());
        }
    }

    /** Requests, items and bytes of one kind. */
    private static final class AmountCounter {

        private final LongAdder requests = new LongAdder();
        private final LongAdder items = new LongAdder();
        private final LongAdder bytes = new LongAdder();

        private AmountCounter(MeterRegistry meters, String name, Tags tags) {
            counter(meters, name + ".requests", tags, requests, "Requests " + name);
            counter(meters, name + ".items", tags, items, "Spans, data points and log records " + name);
            counter(meters, name + ".bytes", tags, bytes, "Bytes of requests " + name + ", decompressed");
        }

        private void add(Amount amount) {
            requests.add(amount.requests());
            items.add(amount.items());
            bytes.add(amount.bytes());
        }

        private Amount amount() {
            return new Amount(requests.sum(), items.sum(), bytes.sum());
        }
    }
}
