package dev.bellwether.alerting.signal;

import dev.bellwether.alerting.lifecycle.AlertRule;
import dev.bellwether.alerting.lifecycle.Annotator;
import dev.bellwether.alerting.lifecycle.Condition;
import dev.bellwether.alerting.lifecycle.Evaluation;
import dev.bellwether.alerting.lifecycle.Evidence;
import dev.bellwether.alerting.lifecycle.Sample;
import dev.bellwether.alerting.lifecycle.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds for a service that had requests in each of the minutes before, and has had none since. Value: for how many seconds. It
 * looks at the minutes up to the last request, so that it goes on holding while the silence lasts.
 */
final class NoTraffic implements Condition, Annotator {

    static final String NAME = "NoTraffic";

    private final Traffic traffic;
    private final NoTrafficSignal signal;

    NoTraffic(Traffic traffic, NoTrafficSignal signal) {
        this.traffic = traffic;
        this.signal = signal;
    }

    AlertRule rule() {
        return GoldenSignals.rule(NAME, signal.severity(), signal.hold(), signal.keepFiring(), this, this);
    }

    @Override
    public Evaluation evaluate(Slot slot) {
        List<Sample> samples = new ArrayList<>();
        traffic.forEachService(service -> {
            TrafficHistory history = service.history();
            if (history != null && traffic.silent(service)) {
                Instant from = Instant.ofEpochSecond(history.lastSecond() + 1);
                Evidence evidence = new Evidence(from, slot.at(), 0, 0, slot.complete(), List.of());
                double silentSeconds = Duration.between(from, slot.at()).toSeconds();
                samples.add(new Sample(service.labels(), silentSeconds, evidence));
            }
        });
        return new Evaluation.Samples(samples);
    }

    @Override
    public Map<String, String> annotate(Sample sample) {
        String subject = Words.subject(sample.labels());
        return Map.of(
                "summary",
                subject + ": no requests",
                "description",
                subject + ": no requests for " + Words.duration(Duration.ofSeconds((long) sample.value()))
                        + ", after some in each of the " + signal.steadyMinutes() + " minutes before");
    }
}
