package dev.bellwether.telemetry.prometheus;

import dev.bellwether.telemetry.otlp.AttributeList;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.prometheus.SampleValue.Number;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Sends {@code target_info} for the targets of one request: once each, where there is something to say and a point to say it of. */
final class TargetInfo {

    private static final String NAME = "target_info";

    private final AttributeLabels attributeLabels;
    private final SeriesSink sink;
    private final Set<Target> sent = new HashSet<>();
    private Target target = Target.UNKNOWN;
    private final Map<String, String> labels = new TreeMap<>();
    private long latestUnixNanos;

    TargetInfo(AttributeLabels attributeLabels, SeriesSink sink) {
        this.attributeLabels = attributeLabels;
        this.sink = sink;
    }

    /** The next points are of this resource. Attributes of which no label can be made are left out. */
    void next(Target newTarget, AttributeList resource) throws MalformedOtlpException {
        end();
        target = newTarget;
        latestUnixNanos = 0;
        labels.clear();
        attributeLabels.add(resource, "", Target::describes, labels);
    }

    /** A point of the present resource was converted. */
    void seen(long timeUnixNanos) {
        latestUnixNanos = Math.max(latestUnixNanos, timeUnixNanos);
    }

    /** There are no more points of the present resource. */
    void end() {
        boolean says = target.isKnown() && !labels.isEmpty() && latestUnixNanos > 0;
        if (says && sink.takes(NAME) && sent.add(target)) {
            labels.put(SeriesLabels.METRIC_NAME, NAME);
            target.addTo(labels);
            sink.sample(new SeriesSample(
                    SeriesLabels.of(labels),
                    SampleKind.GAUGE,
                    new SeriesSample.Interval(0, latestUnixNanos),
                    new Number(1),
                    List.of()));
        }
        latestUnixNanos = 0;
    }
}
