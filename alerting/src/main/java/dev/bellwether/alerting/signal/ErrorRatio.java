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

/** Holds for a service, or one of its versions, where enough requests came and too many of them failed. Value: the ratio. */
final class ErrorRatio implements Condition, Annotator {

    static final String NAME = "HighErrorRatio";

    private final Traffic traffic;
    private final ErrorRatioSignal signal;
    private final long minRequests;

    ErrorRatio(Traffic traffic, ErrorRatioSignal signal, long minRequests) {
        this.traffic = traffic;
        this.signal = signal;
        this.minRequests = minRequests;
    }

    AlertRule rule() {
        return GoldenSignals.rule(NAME, signal.severity(), signal.hold(), signal.keepFiring(), this, this);
    }

    @Override
    public Evaluation evaluate(Slot slot) {
        List<Sample> samples = new ArrayList<>();
        traffic.forEachService(service -> service.forEachSeries((labels, sum) -> {
            if (sum.calls() < minRequests) {
                return;
            }
            double ratio = (double) sum.errors() / sum.calls();
            if (ratio > signal.limit()) {
                Evidence evidence = GoldenSignals.evidence(traffic, slot, sum, sum.failedTraces());
                samples.add(new Sample(labels, ratio, evidence));
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
                subject + ": too many requests fail",
                "description",
                subject + ": " + Words.percent(sample.value()) + " of " + Words.count(requests)
                        + " requests failed in the last "
                        + Words.duration(Duration.ofSeconds(traffic.rangeSeconds())) + " (limit "
                        + Words.exactPercent(signal.limit()) + ")");
    }
}
