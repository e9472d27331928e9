package dev.bellwether.ingest;

import dev.bellwether.ingest.IngestStats.Amount;
import dev.bellwether.ingest.IngestStats.SignalStats;
import dev.bellwether.ingest.append.Feed;
import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.meter.MeterSpec;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what comes and what becomes of it. Arrival and end of a request are counted apart from each other, so that the balance {@code
 * received = appended + rejected} says something. Thread-safe.
 */
final class IngestCounters {

    /** What the label {@code signal} says of a request for a path or method that does not exist. */
    private static final String NO_SIGNAL = "none";

    private static final AmountSpecs RECEIVED = new AmountSpecs(
            Catalogue.Ingest.RECEIVED_REQUESTS, Catalogue.Ingest.RECEIVED_ITEMS, Catalogue.Ingest.RECEIVED_BYTES);
    private static final AmountSpecs APPENDED = new AmountSpecs(
            Catalogue.Ingest.APPENDED_REQUESTS, Catalogue.Ingest.APPENDED_ITEMS, Catalogue.Ingest.APPENDED_BYTES);
    private static final AmountSpecs REJECTED = new AmountSpecs(
            Catalogue.Ingest.REJECTED_REQUESTS, Catalogue.Ingest.REJECTED_ITEMS, Catalogue.Ingest.REJECTED_BYTES);

    private final Map<Feed, SignalCounters> feeds = new EnumMap<>(Feed.class);
    private final SignalCounters none;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final InFlightBytes bytes;

    IngestCounters(MeterRegistry meters, InFlightBytes bytes, Clients clients) {
        this.bytes = bytes;
        for (Feed feed : Feed.values()) {
            feeds.put(
                    feed,
                    new SignalCounters(
                            meters, feed.tag(), EnumSet.complementOf(EnumSet.of(RejectReason.UNKNOWN_PATH))));
        }
        none = new SignalCounters(meters, NO_SIGNAL, EnumSet.of(RejectReason.UNKNOWN_PATH));
        Catalogue.Ingest.REQUESTS_IN_FLIGHT.gauge(meters, inFlight, AtomicInteger::get);
        Catalogue.Ingest.CLIENTS.gauge(meters, clients, Clients::count);
        Catalogue.Ingest.BYTES_IN_FLIGHT.gauge(meters, bytes, InFlightBytes::held);
    }

    SignalCounters of(Feed feed) {
        SignalCounters counters = feeds.get(feed);
        if (counters == null) {
            throw new IllegalStateException("no counters for " + feed);
        }
        return counters;
    }

    void unknownPath() {
        Amount request = new Amount(1, 0, 0);
        none.received(request);
        none.rejected(RejectReason.UNKNOWN_PATH, request);
    }

    AtomicInteger inFlight() {
        return inFlight;
    }

    IngestStats stats() {
        Map<Feed, SignalStats> all = new EnumMap<>(Feed.class);
        feeds.forEach((feed, counters) -> all.put(feed, counters.stats()));
        return new IngestStats(all, none.stats().received().requests(), inFlight.get(), bytes.held(), bytes.limit());
    }

    /** One signal's counters. */
    static final class SignalCounters {

        private final AmountCounter received;
        private final AmountCounter appended;
        private final Map<RejectReason, AmountCounter> rejected = new EnumMap<>(RejectReason.class);
        private final LongAdder records = new LongAdder();
        private final LongAdder recordBytes = new LongAdder();

        private SignalCounters(MeterRegistry meters, String signal, Set<RejectReason> reasons) {
            received = new AmountCounter(meters, RECEIVED, signal);
            appended = new AmountCounter(meters, APPENDED, signal);
            for (RejectReason reason : reasons) {
                rejected.put(reason, new AmountCounter(meters, REJECTED, signal, reason.tag()));
            }
            Catalogue.Ingest.RECORDS.counter(meters, records, LongAdder::sum, signal);
            Catalogue.Ingest.RECORD_BYTES.counter(meters, recordBytes, LongAdder::sum, signal);
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

    /** The meters of an amount. */
    private record AmountSpecs(MeterSpec requests, MeterSpec items, MeterSpec bytes) {}

    /** Requests, items and bytes of one kind. */
    private static final class AmountCounter {

        private final LongAdder requests = new LongAdder();
        private final LongAdder items = new LongAdder();
        private final LongAdder bytes = new LongAdder();

        private AmountCounter(MeterRegistry meters, AmountSpecs specs, String... labels) {
            specs.requests().counter(meters, requests, LongAdder::sum, labels);
            specs.items().counter(meters, items, LongAdder::sum, labels);
            specs.bytes().counter(meters, bytes, LongAdder::sum, labels);
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
