package dev.bellwether.alerting.signal;

import dev.bellwether.alerting.lifecycle.AlertRule;
import dev.bellwether.alerting.lifecycle.Annotator;
import dev.bellwether.alerting.lifecycle.Condition;
import dev.bellwether.alerting.lifecycle.Evidence;
import dev.bellwether.alerting.lifecycle.Labels;
import dev.bellwether.alerting.lifecycle.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The conditions that Bellwether looks for in every service without being asked. */
public final class GoldenSignals {

    private GoldenSignals() {}

    /**
     * The rules of the signals that are enabled. Each evaluates {@link Traffic} at the slot where it stands.
     *
     * @param minRequests ratios and percentiles of fewer requests say nothing
     */
    public static List<AlertRule> rules(
            Traffic traffic,
            ErrorRatioSignal errorRatio,
            LatencySignal latency,
            NoTrafficSignal noTraffic,
            long minRequests) {
        List<AlertRule> rules = new ArrayList<>();
        if (errorRatio.enabled()) {
            rules.add(new ErrorRatio(traffic, errorRatio, minRequests).rule());
        }
        if (latency.enabled()) {
            rules.add(new Latency(traffic, latency, minRequests).rule());
        }
        if (noTraffic.enabled()) {
            rules.add(new NoTraffic(traffic, noTraffic).rule());
        }
        return List.copyOf(rules);
    }

    static AlertRule rule(
            String name,
            String severity,
            Duration hold,
            Duration keepFiring,
            Condition condition,
            Annotator annotator) {
        return new AlertRule(name, Labels.of(Map.of("severity", severity)), hold, keepFiring, condition, annotator);
    }

    static Evidence evidence(Traffic traffic, Slot slot, RangeSum sum, List<String> traceIds) {
        Instant from = slot.at().minusSeconds(traffic.rangeSeconds());
        return new Evidence(from, slot.at(), sum.calls(), sum.errors(), slot.complete(), traceIds);
    }
}
