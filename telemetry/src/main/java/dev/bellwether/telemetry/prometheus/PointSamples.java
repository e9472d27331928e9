package dev.bellwether.telemetry.prometheus;

import dev.bellwether.telemetry.otlp.DataPointView;
import dev.bellwether.telemetry.prometheus.SampleValue.Number;
import dev.bellwether.telemetry.prometheus.SampleValue.Stale;
import java.util.List;

/**
 * Sends the samples of one data point to the sink, as far as it takes them.
 *
 * @param labels the point's, without a name
 */
record PointSamples(
        SeriesSink sink, SeriesLabels labels, SampleKind kind, SeriesSample.Interval interval, boolean stale) {

    /** Samples of a point with these labels; gauges have no start. */
    static PointSamples of(SeriesSink sink, SeriesLabels labels, SampleKind kind, DataPointView point) {
        long start = kind == SampleKind.GAUGE ? 0 : point.startUnixNanos();
        return new PointSamples(
                sink, labels, kind, SeriesSample.Interval.of(start, point.timeUnixNanos()), point.hasNoRecordedValue());
    }

    PointSamples withKind(SampleKind other) {
        return new PointSamples(sink, labels, other, interval, stale);
    }

    PointSamples with(String name, String value) {
        return new PointSamples(sink, labels.with(name, value), kind, interval, stale);
    }

    void send(String metricName, double value) {
        send(metricName, new Number(value), List.of());
    }

    void send(String metricName, SampleValue value, List<Exemplar> exemplars) {
        if (sink.takes(metricName)) {
            sink.sample(new SeriesSample(
                    labels.with(SeriesLabels.METRIC_NAME, metricName),
                    kind,
                    interval,
                    stale ? new Stale() : value,
                    exemplars));
        }
    }
}
