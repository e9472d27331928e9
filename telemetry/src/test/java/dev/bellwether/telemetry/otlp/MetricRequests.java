package dev.bellwether.telemetry.otlp;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.List;
import java.util.Random;

/** Random requests of metrics, for tests of what is made of them. */
public final class MetricRequests {

    private MetricRequests() {}

    /** As {@link Corpus} has them, where most points can be converted: with names, temporality and scales that occur. */
    public static byte[] likely(long seed) {
        Random random = new Random(seed);
        Message message = new RandomMessages(random, 9).next(ExportMetricsServiceRequest.getDescriptor());
        ExportMetricsServiceRequest.Builder request =
                ExportMetricsServiceRequest.newBuilder().mergeFrom(message);
        request.getResourceMetricsBuilderList()
                .forEach(resource -> resource.getScopeMetricsBuilderList()
                        .forEach(scope -> scope.getMetricsBuilderList().forEach(metric -> repair(metric, random))));
        return new ScramblingEncoder(random, 1000).encode(request.build());
    }

    public static List<byte[]> corpus(long seed) {
        return Corpus.of(Signal.METRICS, seed);
    }

    private static void repair(Metric.Builder metric, Random random) {
        if (random.nextInt(10) == 0) {
            return;
        }
        metric.setName("m" + random.nextInt(5));
        switch (metric.getDataCase()) {
            case SUM -> {
                metric.getSumBuilder().setAggregationTemporality(temporality(random));
                metric.getSumBuilder()
                        .getDataPointsBuilderList()
                        .forEach(point -> point.clearAttributes().setTimeUnixNano(time(random)));
            }
            case GAUGE ->
                metric.getGaugeBuilder()
                        .getDataPointsBuilderList()
                        .forEach(point -> point.clearAttributes().setTimeUnixNano(time(random)));
            case HISTOGRAM -> {
                metric.getHistogramBuilder().setAggregationTemporality(temporality(random));
                metric.getHistogramBuilder()
                        .getDataPointsBuilderList()
                        .forEach(point -> point.clearAttributes()
                                .setTimeUnixNano(time(random))
                                .clearExplicitBounds()
                                .clearBucketCounts());
            }
            case EXPONENTIAL_HISTOGRAM -> {
                metric.getExponentialHistogramBuilder().setAggregationTemporality(temporality(random));
                metric.getExponentialHistogramBuilder()
                        .getDataPointsBuilderList()
                        .forEach(point -> point.setTimeUnixNano(time(random)).setScale(random.nextInt(20) - 6));
            }
            case SUMMARY ->
                metric.getSummaryBuilder()
                        .getDataPointsBuilderList()
                        .forEach(point -> point.clearAttributes().setTimeUnixNano(time(random)));
            case DATA_NOT_SET -> {}
        }
    }

    private static AggregationTemporality temporality(Random random) {
        return AggregationTemporality.forNumber(1 + random.nextInt(2));
    }

    private static long time(Random random) {
        return random.nextInt(8) == 0 ? random.nextLong() : 1_760_000_000_000_000_000L + random.nextInt();
    }
}
