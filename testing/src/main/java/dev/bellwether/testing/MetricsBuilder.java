package dev.bellwether.testing;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.List;
import java.util.function.Consumer;

/** A metrics request. Metrics go to the last scope of the last resource; where there is none yet, to one without attributes or name. */
public final class MetricsBuilder {

    private final ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();

    MetricsBuilder() {}

    /** Starts a new resource. */
    public MetricsBuilder resource(Consumer<ResourceBuilder> resource) {
        ResourceBuilder builder = new ResourceBuilder();
        resource.accept(builder);
        request.addResourceMetricsBuilder().setResource(builder.build());
        return this;
    }

    /** Starts a new resource that has a name and a version only. */
    public MetricsBuilder resource(String service, String version) {
        return resource(builder -> builder.service(service).version(version));
    }

    /** Starts a new scope in the last resource. */
    public MetricsBuilder scope(String name, String version) {
        lastResource()
                .addScopeMetricsBuilder()
                .setScope(InstrumentationScope.newBuilder().setName(name).setVersion(version));
        return this;
    }

    /** A gauge with one point for each value, all at the same time. */
    public MetricsBuilder gauge(String name, long timeNanos, double... values) {
        Metric.Builder metric = metric(name);
        for (double value : values) {
            metric.getGaugeBuilder()
                    .addDataPointsBuilder()
                    .setTimeUnixNano(timeNanos)
                    .setAsDouble(value);
        }
        return this;
    }

    /** A cumulative monotonic sum with one point for each value, all at the same time. */
    public MetricsBuilder counter(String name, long timeNanos, long... values) {
        Metric.Builder metric = metric(name);
        metric.getSumBuilder()
                .setIsMonotonic(true)
                .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
        for (long value : values) {
            metric.getSumBuilder()
                    .addDataPointsBuilder()
                    .setTimeUnixNano(timeNanos)
                    .setAsInt(value);
        }
        return this;
    }

    /** A cumulative histogram with one point; {@code counts} has one element more than {@code bounds}. */
    public MetricsBuilder histogram(String name, long timeNanos, List<Double> bounds, List<Long> counts) {
        Metric.Builder metric = metric(name);
        metric.getHistogramBuilder()
                .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPointsBuilder()
                .setTimeUnixNano(timeNanos)
                .setCount(counts.stream().mapToLong(Long::longValue).sum())
                .addAllExplicitBounds(bounds)
                .addAllBucketCounts(counts);
        return this;
    }

    /** Any metric. */
    public MetricsBuilder metric(Metric metric) {
        lastScope().addMetrics(metric);
        return this;
    }

    /** The request so far. */
    public ExportMetricsServiceRequest request() {
        return request.build();
    }

    /** The request so far, serialized. */
    public byte[] bytes() {
        return request().toByteArray();
    }

    private Metric.Builder metric(String name) {
        return lastScope().addMetricsBuilder().setName(name);
    }

    private ResourceMetrics.Builder lastResource() {
        int count = request.getResourceMetricsCount();
        return count == 0 ? request.addResourceMetricsBuilder() : request.getResourceMetricsBuilder(count - 1);
    }

    private ScopeMetrics.Builder lastScope() {
        ResourceMetrics.Builder resource = lastResource();
        int count = resource.getScopeMetricsCount();
        return count == 0 ? resource.addScopeMetricsBuilder() : resource.getScopeMetricsBuilder(count - 1);
    }
}
