package dev.bellwether.bench.load;

import static dev.bellwether.bench.load.KeyValues.number;
import static dev.bellwether.bench.load.KeyValues.text;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Cumulative data points: a counter of requests, and a histogram of their durations for every other point. Where there are more points than
 * operations, they are told apart by an instance of what is called. Each series rises steadily from the start of the load.
 */
final class MetricBlock implements Block {

    private static final List<Double> BOUNDS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

    private static final int BUCKETS = BOUNDS.size() + 1;
    private static final double MEAN_SECONDS = 0.06;
    private static final double NANOS = 1e9;

    private final byte[] bytes;
    private final long startNanos;
    private final List<Point> points;

    /**
     * Where the numbers of a data point stand.
     *
     * @param bucketsAt of a histogram: where its buckets begin, after its count and its sum; of a counter 0
     */
    private record Point(int startAt, int timeAt, int countAt, int bucketsAt, double perSecond) {

        Point movedBy(int distance) {
            return new Point(
                    startAt + distance,
                    timeAt + distance,
                    countAt + distance,
                    bucketsAt == 0 ? 0 : bucketsAt + distance,
                    perSecond);
        }
    }

    private MetricBlock(byte[] bytes, long startNanos, List<Point> points) {
        this.bytes = bytes;
        this.startNanos = startNanos;
        this.points = List.copyOf(points);
    }

    /** @param startNanos when the counters were zero, nanoseconds since the epoch */
    static MetricBlock of(LoadProfile profile, int items, long startNanos) {
        List<Point> points = new ArrayList<>();
        MessageBytes scope = new MessageBytes()
                .field(
                        ScopeMetrics.SCOPE_FIELD_NUMBER,
                        InstrumentationScope.newBuilder()
                                .setName("io.opentelemetry.http-server")
                                .setVersion("2.20.0")
                                .build()
                                .toByteArray());
        int histograms = items / 2;
        appendCounter(profile, items - histograms, scope, points);
        if (histograms > 0) {
            appendHistogram(profile, histograms, scope, points);
        }
        return new MetricBlock(scope.toByteArray(), startNanos, points);
    }

    private static void appendCounter(LoadProfile profile, int items, MessageBytes scope, List<Point> points) {
        List<Point> inSum = new ArrayList<>();
        MessageBytes sum = new MessageBytes();
        for (int i = 0; i < items; i++) {
            MessageBytes point = new MessageBytes().fixed64(NumberDataPoint.START_TIME_UNIX_NANO_FIELD_NUMBER);
            int start = point.size() - Long.BYTES;
            point.fixed64(NumberDataPoint.TIME_UNIX_NANO_FIELD_NUMBER);
            int time = point.size() - Long.BYTES;
            point.fixed64(NumberDataPoint.AS_INT_FIELD_NUMBER);
            int value = point.size() - Long.BYTES;
            byte[] encoded = point.fields(NumberDataPoint.newBuilder()
                            .addAllAttributes(attributes(profile, i))
                            .build()
                            .toByteArray())
                    .toByteArray();
            sum.head(Sum.DATA_POINTS_FIELD_NUMBER, encoded.length);
            inSum.add(new Point(start, time, value, 0, perSecond(i)).movedBy(sum.size()));
            sum.fields(encoded);
        }
        sum.fields(Sum.newBuilder()
                .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .setIsMonotonic(true)
                .build()
                .toByteArray());
        Metric named = Metric.newBuilder()
                .setName("http.server.requests")
                .setUnit("{request}")
                .build();
        append(named, Metric.SUM_FIELD_NUMBER, sum, inSum, scope, points);
    }

    private static void appendHistogram(LoadProfile profile, int items, MessageBytes scope, List<Point> points) {
        List<Point> inHistogram = new ArrayList<>();
        MessageBytes histogram = new MessageBytes();
        for (int i = 0; i < items; i++) {
            MessageBytes point = new MessageBytes().fixed64(HistogramDataPoint.START_TIME_UNIX_NANO_FIELD_NUMBER);
            int start = point.size() - Long.BYTES;
            point.fixed64(HistogramDataPoint.TIME_UNIX_NANO_FIELD_NUMBER);
            int time = point.size() - Long.BYTES;
            point.fixed64(HistogramDataPoint.COUNT_FIELD_NUMBER);
            int count = point.size() - Long.BYTES;
            point.fixed64(HistogramDataPoint.SUM_FIELD_NUMBER)
                    .field(HistogramDataPoint.BUCKET_COUNTS_FIELD_NUMBER, new byte[BUCKETS * Long.BYTES]);
            int buckets = point.size() - BUCKETS * Long.BYTES;
            byte[] encoded = point.fields(HistogramDataPoint.newBuilder()
                            .addAllExplicitBounds(BOUNDS)
                            .addAllAttributes(attributes(profile, i))
                            .build()
                            .toByteArray())
                    .toByteArray();
            histogram.head(Histogram.DATA_POINTS_FIELD_NUMBER, encoded.length);
            inHistogram.add(new Point(start, time, count, buckets, perSecond(i)).movedBy(histogram.size()));
            histogram.fields(encoded);
        }
        histogram.fields(Histogram.newBuilder()
                .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .build()
                .toByteArray());
        Metric named = Metric.newBuilder()
                .setName("http.server.request.duration")
                .setUnit("s")
                .build();
        append(named, Metric.HISTOGRAM_FIELD_NUMBER, histogram, inHistogram, scope, points);
    }

    private static void append(
            Metric named, int field, MessageBytes kind, List<Point> inKind, MessageBytes scope, List<Point> points) {
        MessageBytes metric = new MessageBytes().fields(named.toByteArray()).head(field, kind.size());
        int inMetric = metric.size();
        byte[] encoded = metric.fields(kind.toByteArray()).toByteArray();
        scope.head(ScopeMetrics.METRICS_FIELD_NUMBER, encoded.length);
        inKind.forEach(point -> points.add(point.movedBy(inMetric + scope.size())));
        scope.fields(encoded);
    }

    private static List<KeyValue> attributes(LoadProfile profile, int item) {
        int operation = item % profile.operations();
        return List.of(
                text("http.request.method", Landscape.method(operation)),
                text("http.route", Landscape.route(operation)),
                number("http.response.status_code", 200),
                text("url.scheme", "http"),
                text("network.protocol.version", "1.1"),
                text("server.address", "10.12.3.7"),
                number("server.port", 8080),
                text("app.tenant", "tenant-" + item / profile.operations()));
    }

    private static double perSecond(int item) {
        return 1 + item % 7;
    }

    @Override
    public int items() {
        return points.size();
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public void stamp(byte[] copy, int at, RandomGenerator ids, long nowNanos) {
        double seconds = Math.max(0, (nowNanos - startNanos) / NANOS);
        for (Point point : points) {
            long inEachBucket = (long) (seconds * point.perSecond());
            LittleEndian.put(copy, at + point.startAt(), startNanos);
            LittleEndian.put(copy, at + point.timeAt(), nowNanos);
            if (point.bucketsAt() == 0) {
                LittleEndian.put(copy, at + point.countAt(), inEachBucket);
                continue;
            }
            long count = inEachBucket * BUCKETS;
            LittleEndian.put(copy, at + point.countAt(), count);
            LittleEndian.put(copy, at + point.countAt() + 1 + Long.BYTES, count * MEAN_SECONDS);
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                LittleEndian.put(copy, at + point.bucketsAt() + bucket * Long.BYTES, inEachBucket);
            }
        }
    }
}
