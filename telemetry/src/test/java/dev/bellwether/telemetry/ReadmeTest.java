package dev.bellwether.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellwether.telemetry.histogram.HistogramRecorder;
import dev.bellwether.telemetry.otlp.AttributeSelection;
import dev.bellwether.telemetry.otlp.ByteSlice;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.otlp.ResourceView;
import dev.bellwether.telemetry.otlp.SpanView;
import dev.bellwether.telemetry.otlp.TraceReader;
import dev.bellwether.telemetry.otlp.TraceVisitor;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example of the README is the code of this class. */
class ReadmeTest {

    private static Map<String, Double> medians(byte[] request) throws MalformedOtlpException {
        Map<String, Double> medians = new HashMap<>();
        // README begins
        Map<ByteSlice, HistogramRecorder> durations = new HashMap<>();
        TraceReader reader = TraceReader.withAttributesOfEntrySpans(
                AttributeSelection.of("service.name"), AttributeSelection.of("http.route"));
        reader.read(request, new TraceVisitor() {
            @Override
            public void resource(ResourceView resource) {}

            @Override
            public void span(SpanView span) {
                ByteSlice route = span.attribute(0).slice();
                if (span.isEntry()) {
                    HistogramRecorder recorder = durations.get(route);
                    if (recorder == null) {
                        recorder = new HistogramRecorder();
                        durations.put(route.copy(), recorder);
                    }
                    recorder.record(Math.max(0, span.endUnixNanos() - span.startUnixNanos()));
                }
            }
        });
        durations.forEach((route, recorder) ->
                medians.put(route.toString(), recorder.snapshot().quantile(0.5)));
        // README ends
        return medians;
    }

    @Test
    void example_givesTheMedianOfEachRoute() throws Exception {
        ScopeSpans.Builder spans = ScopeSpans.newBuilder();
        for (int millis = 1; millis <= 99; millis++) {
            spans.addSpans(span("/cart", Span.SpanKind.SPAN_KIND_SERVER, millis));
            spans.addSpans(span("/pay", Span.SpanKind.SPAN_KIND_CONSUMER, 10L * millis));
            spans.addSpans(span("/pay", Span.SpanKind.SPAN_KIND_CLIENT, 1000));
        }
        byte[] request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(spans))
                .build()
                .toByteArray();
        Map<String, Double> medians = medians(request);
        assertThat(medians).containsOnlyKeys("/cart", "/pay");
        assertThat(medians.get("/cart")).isCloseTo(50e6, within(0.6e6));
        assertThat(medians.get("/pay")).isCloseTo(500e6, within(6e6));
    }

    private static Span span(String route, Span.SpanKind kind, long millis) {
        return Span.newBuilder()
                .setKind(kind)
                .setStartTimeUnixNano(1_000_000_000)
                .setEndTimeUnixNano(1_000_000_000 + millis * 1_000_000)
                .addAttributes(KeyValue.newBuilder()
                        .setKey("http.route")
                        .setValue(AnyValue.newBuilder().setStringValue(route)))
                .build();
    }

    @Test
    void example_standsInTheReadmeAsItIsHere() throws Exception {
        List<String> readme = Files.readAllLines(Path.of("README.md"));
        List<String> source = Files.readAllLines(Path.of("src/test/java/dev/bellwether/telemetry/ReadmeTest.java"));
        assertThat(stripped(readme, "```java", "```"))
                .isEqualTo(stripped(source, "// README begins", "// README ends"));
    }

    private static List<String> stripped(List<String> lines, String begin, String end) {
        return lines.stream()
                .map(String::strip)
                .dropWhile(line -> !line.equals(begin))
                .skip(1)
                .takeWhile(line -> !line.equals(end))
                .toList();
    }
}
