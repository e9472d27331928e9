package dev.bellwether.bench.micro;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.bellwether.telemetry.otlp.AttributeSelection;
import dev.bellwether.telemetry.otlp.AttributeValue;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.otlp.OtlpLimits;
import dev.bellwether.telemetry.otlp.OtlpRequests;
import dev.bellwether.telemetry.otlp.ResourceView;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.telemetry.otlp.SpanView;
import dev.bellwether.telemetry.otlp.TraceReader;
import dev.bellwether.telemetry.otlp.TraceVisitor;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the fold reads of a request of 500 spans (ids, times, kind, status, trace state, what operations and services are named by), for each
 * span: on the wire, and through the generated classes. Both give the same number.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Requests.ITEMS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
public class TraceReaderBenchmark {

    private static final List<String> OF_RESOURCES = List.of(
            "service.name",
            "service.namespace",
            "service.version",
            "deployment.environment.name",
            "deployment.environment");

    private static final List<String> OF_SPANS = List.of(
            "http.request.method",
            "http.method",
            "http.route",
            "rpc.service",
            "rpc.method",
            "messaging.operation.name",
            "messaging.operation.type",
            "messaging.operation",
            "messaging.destination.template",
            "messaging.destination.name");

    private final byte[][] requests = Requests.of(Signal.TRACES);
    private final TraceReader reader = TraceReader.withAttributesOfEntrySpans(
            AttributeSelection.of(OF_RESOURCES.toArray(String[]::new)),
            AttributeSelection.of(OF_SPANS.toArray(String[]::new)));
    private final Sum sum = new Sum();
    private int next;

    private byte[] request() {
        next = (next + 1) % requests.length;
        return requests[next];
    }

    private static final class Sum implements TraceVisitor {

        private long total;

        @Override
        public void resource(ResourceView resource) {
            for (int i = 0; i < OF_RESOURCES.size(); i++) {
                AttributeValue value = resource.attribute(i);
                total += value.isString() ? value.slice().length() : 0;
            }
        }

        @Override
        public void span(SpanView span) {
            total += span.kind() + span.statusCode() + span.endUnixNanos() - span.startUnixNanos();
            total += span.name().length() + span.traceState().length();
            total += span.traceId().length() + span.spanId().length();
            for (int i = 0; i < OF_SPANS.size(); i++) {
                AttributeValue value = span.attribute(i);
                total += value.isString() ? value.slice().length() : 0;
            }
        }
    }

    @Benchmark
    public long onTheWire() throws MalformedOtlpException {
        sum.total = 0;
        reader.read(request(), sum);
        return sum.total;
    }

    @Benchmark
    public long throughGeneratedClasses() throws InvalidProtocolBufferException {
        long total = 0;
        for (ResourceSpans resource :
                ExportTraceServiceRequest.parseFrom(request()).getResourceSpansList()) {
            total += lengths(resource.getResource().getAttributesList(), OF_RESOURCES);
            for (ScopeSpans scope : resource.getScopeSpansList()) {
                for (Span span : scope.getSpansList()) {
                    total += span.getKindValue() + span.getStatus().getCodeValue();
                    total += span.getEndTimeUnixNano() - span.getStartTimeUnixNano();
                    total += span.getName().length() + span.getTraceState().length();
                    total += span.getTraceId().size() + span.getSpanId().size();
                    total += lengths(span.getAttributesList(), OF_SPANS);
                }
            }
        }
        return total;
    }

    private static long lengths(List<KeyValue> attributes, List<String> wanted) {
        long total = 0;
        for (KeyValue attribute : attributes) {
            if (wanted.contains(attribute.getKey()) && attribute.getValue().hasStringValue()) {
                total += attribute.getValue().getStringValue().length();
            }
        }
        return total;
    }

    /** What ingest does: all of the structure is checked, and spans are counted. */
    @Benchmark
    public long checkedAndCounted() throws MalformedOtlpException {
        return OtlpRequests.count(Signal.TRACES, request(), OtlpLimits.DEFAULT);
    }
}
