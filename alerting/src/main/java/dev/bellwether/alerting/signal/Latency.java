package dev.bellwether.alerting.signal;

import dev.bellwether.alerting.lifecycle.AlertRule;
import dev.bellwether.alerting.lifecycle.Annotator;
import dev.bellwether.alerting.lifecycle.Condition;
import dev.bellwether.alerting.lifecycle.Evaluation;
import dev.bellwether.alerting.lifecycle.Evidence;
import dev.bellwether.alerting.lifecycle.Sample;
import dev.bellwether.alerting.lifecycle.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds for a service, or one of its versions, where enough requests came and the 99th percentile of their durations is too
 * long. Value: that percentile in seconds, within the histogram's relative error.
 */
final class Latency implements Condition, Annotator {

    static final String NAME = "HighLatency";

    private static final double NANOS_PER_SECOND = 1e9;

    private final Traffic traffic;
    private final LatencySignal signal;
    private final long minRequests;

    Latency(Traffic traffic, LatencySignal signal, long minRequests) {
        this.traffic = traffic;
        this.signal = signal;
        this.minRequests = minRequests;
    }

    AlertRule rule() {
        return GoldenSignals.rule(NAME, signal.severity(), signal.hold(), signal.keepFiring(), this, this);
    }

    @Override
    public Evaluation evaluate(Slot slot) {
        long limitNanos = signal.limit().toNanos();
        List<Sample> samples = new ArrayList<>();
        traffic.forEachService(service -> service.forEachSeries((labels, sum) -> {
            if (sum.calls() >= minRequests && sum.p99Nanos() > limitNanos) {
                Evidence evidence = GoldenSignals.evidence(traffic, slot, sum, sum.slowTraces());
                samples.add(new Sample(labels, sum.p99Nanos() / NANOS_PER_SECOND, evidence));
            }
        }));
        return new Evaluation.Samples(samples);
    }

    @Override
    public Map<String, String> annotate(Sample sample) {
        String subject = Words.subject(sample.labels());
        long requests = sample.evidence() == null ? 0 : sample.evidence().requests();
        return Map.of(
                "summary",
                subject + ": requests take too long",
                "description",
                subject + ": 1 % of " + Words.count(requests) + " requests took longer than "
                        + Words.seconds(sample.value()) + " in the last "
                        + Words.duration(Duration.ofSeconds(traffic.rangeSeconds())) + " (limit "
                        + Words.duration(signal.limit()) + ")");
    }
}
