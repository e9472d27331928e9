package dev.bellwether.demo;

import dev.bellwether.demo.ShopStats.Spans;
import dev.bellwether.demo.ShopStats.VersionStats;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts of one version of one service. It outlives the version's instances. Safe for use by several threads. */
final class Ledger {

    private final String service;
    private final String version;

    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder calls = new LongAdder();
    private final LongAdder handed = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder acknowledgedRequests = new LongAdder();
    private final LongAdder acknowledgedErrors = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicInteger instances = new AtomicInteger();

    Ledger(String service, String version) {
        this.service = service;
        this.version = version;
    }

    String service() {
        return service;
    }

    String version() {
        return version;
    }

    /** An entry span ended. */
    void requestEnded(boolean error) {
        requests.increment();
        if (error) {
            errors.increment();
        }
    }

    /** The span of a call to another service ended. */
    void callEnded() {
        calls.increment();
    }

    /** Spans left the batch processor's queue. */
    void handed(Batch batch) {
        handed.add(batch.spans());
    }

    void acknowledged(Batch batch) {
        acknowledged.add(batch.spans());
        acknowledgedRequests.add(batch.requests());
        acknowledgedErrors.add(batch.errors());
    }

    void failed(Batch batch) {
        failed.add(batch.spans());
    }

    long failedSpans() {
        return failed.sum();
    }

    /** An instance of the version began to run. */
    void started() {
        instances.incrementAndGet();
    }

    /** An instance of the version ended, and with it its queue. */
    void stopped() {
        instances.decrementAndGet();
    }

    VersionStats stats() {
        // read against the way of a span, so that none is seen acknowledged before it ended
        long acknowledgedErrorsNow = acknowledgedErrors.sum();
        long acknowledgedRequestsNow = acknowledgedRequests.sum();
        long acknowledgedNow = acknowledged.sum();
        long failedNow = failed.sum();
        long handedNow = handed.sum();
        long errorsNow = errors.sum();
        long requestsNow = requests.sum();
        long ended = requestsNow + calls.sum();
        long onTheWay = handedNow - acknowledgedNow - failedNow;
        long neverHanded = ended - handedNow;
        Spans spans = instances.get() > 0
                ? new Spans(ended, acknowledgedNow, failedNow, onTheWay + neverHanded, 0)
                : new Spans(ended, acknowledgedNow, failedNow, onTheWay, neverHanded);
        return new VersionStats(
                service, version, requestsNow, errorsNow, acknowledgedRequestsNow, acknowledgedErrorsNow, spans);
    }

    /** What one export request holds. */
    record Batch(int spans, int requests, int errors) {}
}
