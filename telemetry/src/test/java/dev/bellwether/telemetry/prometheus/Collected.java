package dev.bellwether.telemetry.prometheus;

import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.prometheus.SampleValue.Number;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the converter sends, and requests to make it from. */
final class Collected implements SeriesSink {

    final List<SeriesSample> samples = new ArrayList<>();
    final List<MetricFamily> families = new ArrayList<>();
    final List<Refusal> refusals = new ArrayList<>();
    private final Predicate<String> wanted;

    private Collected(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    static Collected of(byte[] request) throws MalformedOtlpException {
        return of(request, NamingRules.DEFAULT, name -> true);
    }

    static Collected of(byte[] request, NamingRules rules, Predicate<String> wanted) throws MalformedOtlpException {
        Collected collected = new Collected(wanted);
        new SeriesConverter(rules).convert(request, collected);
        return collected;
    }

    /** Of one metric without a resource or a scope. */
    static Collected of(Metric.Builder metric) throws MalformedOtlpException {
        return of(request(Resource.getDefaultInstance(), metric));
    }

    static byte[] request(Resource resource, Metric.Builder... metrics) {
        ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
        for (Metric.Builder metric : metrics) {
            scope.addMetrics(metric);
        }
        return request(resource, scope);
    }

    static byte[] request(Resource resource, ScopeMetrics.Builder scope) {
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(
                        ResourceMetrics.newBuilder().setResource(resource).addScopeMetrics(scope))
                .build()
                .toByteArray();
    }

    static Resource resource(String... keysAndValues) {
        return Resource.newBuilder().addAllAttributes(attributes(keysAndValues)).build();
    }

    static InstrumentationScope.Builder scope(String name, String version, String... keysAndValues) {
        return InstrumentationScope.newBuilder()
                .setName(name)
                .setVersion(version)
                .addAllAttributes(attributes(keysAndValues));
    }

    static List<KeyValue> attributes(String... keysAndValues) {
        List<KeyValue> attributes = new ArrayList<>();
        for (int index = 0; index < keysAndValues.length; index += 2) {
            attributes.add(
                    attribute(keysAndValues[index], AnyValue.newBuilder().setStringValue(keysAndValues[index + 1])));
        }
        return attributes;
    }

    static KeyValue attribute(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    @Override
    public boolean takes(String metricName) {
        return wanted.test(metricName);
    }

    @Override
    public void family(MetricFamily family) {
        families.add(family);
    }

    @Override
    public void sample(SeriesSample sample) {
        samples.add(sample);
    }

    @Override
    public void refused(Refusal reason) {
        refusals.add(reason);
    }

    SeriesSample only() {
        if (samples.size() != 1) {
            throw new AssertionError("expected one sample: " + samples + ", refused: " + refusals);
        }
        return samples.get(0);
    }

    /** As {@code name{label="value"} 5}, in the order they were sent. */
    List<String> lines() {
        return samples.stream().map(Collected::line).toList();
    }

    static String line(SeriesSample sample) {
        String labels = sample.labels().toMap().entrySet().stream()
                .filter(label -> !label.getKey().equals(SeriesLabels.METRIC_NAME))
                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .collect(Collectors.joining(","));
        String value = sample.value() instanceof Number number
                ? Double.toString(number.value())
                : sample.value().toString();
        return sample.labels().metricName() + "{" + labels + "} " + value;
    }
}
