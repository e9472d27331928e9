package dev.bellwether.processors.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.testing.OtlpPayloads;
import dev.bellwether.testing.SpanBuilder;
import dev.bellwether.testing.TracesBuilder;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldTest {

    private static final long NOON = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();
    private static final Origin ORIGIN = new Origin("otlp_spans", 2, 4711, NOON + 2_000);

    private final Fold fold = new Fold(FoldConfig.DEFAULT);

    @Test
    void entrySpans_areCountedByOperation() throws Exception {
        Fold.Folded folded = fold(shop().span(span -> at(span, NOON, 10).http("GET", "/cart", 200))
                .span(span -> at(span, NOON, 30).http("GET", "/cart", 500))
                .span(span -> at(span, NOON, 20).consumer("orders"))
                .span(span -> at(span, NOON, 20).client("GET"))
                .span(span -> at(span, NOON, 20).internal("compute")));

        assertThat(folded.spans()).isEqualTo(5);
        assertThat(folded.folded()).isEqualTo(3);
        assertThat(folded.deltas()).hasSize(1);
        RedDelta delta = folded.deltas().get(0);
        assertThat(delta.getService()).isEqualTo("shop");
        assertThat(delta.getVersion()).as("a leading v is no part of it").isEqualTo("1.2.3");
        assertThat(delta.getWindowStart()).isEqualTo(Instant.ofEpochMilli(NOON));
        assertThat(delta.getWindowEnd()).isEqualTo(Instant.ofEpochMilli(NOON + 5_000));
        assertThat(delta.getLogTime()).isEqualTo(Instant.ofEpochMilli(ORIGIN.logTime()));
        assertThat(delta)
                .extracting(RedDelta::getSourceTopic, RedDelta::getSourcePartition, RedDelta::getSourceOffset)
                .containsExactly("otlp_spans", 2, 4711L);
        assertThat(delta.getOperations())
                .extracting(OperationDelta::getOperation, OperationDelta::getCalls, OperationDelta::getErrors)
                .containsExactly(tuple("GET /cart", 2L, 1L), tuple("orders", 1L, 0L));
    }

    @Test
    void windows_areChosenByTheSpansEnd() throws Exception {
        Fold.Folded folded =
                fold(shop().span(span -> at(span, NOON + 4_990, 9).server("a")) // ends within the first window
                        .span(span -> at(span, NOON + 4_990, 10).server("a")) // ends where the second begins
                        .span(span -> at(span, NOON - 1, 0).server("a")));

        assertThat(folded.deltas())
                .extracting(delta -> delta.getWindowStart().toEpochMilli() - NOON)
                .containsExactly(0L, 5_000L, -5_000L);
    }

    @Test
    void timesAheadOfTheLog_areSetToLogTime() throws Exception {
        Fold.Folded folded =
                fold(shop().span(span -> at(span, NOON + 2_000, 5_000).server("within the limit"))
                        .span(span -> at(span, NOON + 2_000, 5_001).server("past it"))
                        .span(span -> at(span, NOON + 3_600_000, 1).server("an hour ahead"))
                        .span(span -> span.server("no end").startNanos(0).durationNanos(0)));

        assertThat(folded.deltas()).hasSize(2);
        RedDelta clamped = folded.deltas().get(1);
        assertThat(clamped.getWindowStart()).isEqualTo(Instant.ofEpochMilli(NOON));
        assertThat(clamped.getClampedTimes()).isEqualTo(3);
        assertThat(folded.deltas().get(0).getClampedTimes()).isZero();
    }

    @Test
    void negativeDuration_countsAsZero() throws Exception {
        RedDelta delta = fold(shop().span(span ->
                        span.server("a").startNanos(NOON * 1_000_000).durationNanos(-5)))
                .deltas()
                .get(0);
        assertThat(delta.getClampedDurations()).isEqualTo(1);
        assertThat(histogram(delta.getOperations().get(0)).zeroCount()).isEqualTo(1);
    }

    @Test
    void missingStart_countsAsZero() throws Exception {
        RedDelta delta = fold(shop().span(span -> span.server("a").startNanos(0).durationNanos(NOON * 1_000_000)))
                .deltas()
                .get(0);
        assertThat(delta.getClampedDurations()).isEqualTo(1);
        assertThat(histogram(delta.getOperations().get(0)).quantile(1)).isZero();
    }

    private static FoldConfig withMaxDeltas(int maxDeltas) {
        FoldConfig standard = FoldConfig.DEFAULT;
        return new FoldConfig(
                standard.windowLength(),
                standard.maxOperations(),
                maxDeltas,
                standard.maxNameLength(),
                standard.maxClockAhead(),
                standard.rememberRetries(),
                standard.tickInterval(),
                standard.cacheBytes());
    }

    /** Times long ago are cheap to send, and each makes a delta of a kilobyte. */
    @Test
    void requestOfTooManyWindows_isRefused_andLeavesNothingBehind() throws Exception {
        Fold small = new Fold(withMaxDeltas(3));
        byte[] four = shop().spans(4, (span, i) -> at(span, NOON - i * 5_000, 1).server("GET /"))
                .bytes();
        byte[] three = shop().spans(
                        3, (span, i) -> at(span, NOON - i * 5_000, 1).server("GET /"))
                .bytes();

        assertThatThrownBy(() -> small.fold(four, ORIGIN))
                .isInstanceOf(TooManyDeltasException.class)
                .hasMessageContaining("more than 3")
                .hasMessageContaining("fold.max-deltas");
        assertThat(small.fold(three, ORIGIN).deltas())
                .extracting(delta -> delta.getOperations().get(0).getCalls())
                .containsExactly(1L, 1L, 1L);
    }

    @Test
    void operationsPastTheLimit_areCountedTogether() throws Exception {
        Fold small = new Fold(new FoldConfig(
                FoldConfig.DEFAULT.windowLength(),
                3,
                1,
                255,
                FoldConfig.DEFAULT.maxClockAhead(),
                FoldConfig.DEFAULT.rememberRetries(),
                FoldConfig.DEFAULT.tickInterval(),
                0));
        Fold.Folded folded = small.fold(
                shop().spans(10, (span, i) -> at(span, NOON, 1).server("op-" + (char) ('a' + i % 5)))
                        .bytes(),
                ORIGIN);
        assertThat(folded.deltas().get(0).getOperations())
                .extracting(OperationDelta::getOperation, OperationDelta::getCalls)
                .containsExactly(tuple("op-a", 2L), tuple("op-b", 2L), tuple("op-c", 2L), tuple("~other", 4L));
        assertThat(folded.overflowed()).isEqualTo(4);
    }

    @Test
    void exemplars_areTheSlowestAndTheSlowestError() throws Exception {
        OperationDelta operation = fold(shop().span(
                                span -> at(span, NOON, 10).server("a").ids("a1".repeat(16), "01".repeat(8)))
                        .span(span -> at(span, NOON, 90).server("a").ids("a2".repeat(16), "02".repeat(8)))
                        .span(span -> at(span, NOON, 50)
                                .server("a")
                                .ids("a3".repeat(16), "03".repeat(8))
                                .error())
                        .span(span -> at(span, NOON, 95).server("a").ids("", ""))) // no usable ids
                .deltas()
                .get(0)
                .getOperations()
                .get(0);
        assertThat(operation.getSlowest().getTraceId()).isEqualTo("a2".repeat(16));
        assertThat(operation.getSlowest().getDurationNanos()).isEqualTo(90_000_000);
        assertThat(operation.getError().getTraceId()).isEqualTo("a3".repeat(16));
        assertThat(operation.getError().getSpanId()).isEqualTo("03".repeat(8));
    }

    @Test
    void sampledSpans_countForThoseTheyStandFor() throws Exception {
        OperationDelta operation = fold(shop().span(span -> at(span, NOON, 1)
                                .server("a")
                                .traceState("ot=th:c")
                                .error())
                        .span(span -> at(span, NOON, 1).server("a")))
                .deltas()
                .get(0)
                .getOperations()
                .get(0);
        assertThat(operation.getCalls()).isEqualTo(2);
        assertThat(operation.getAdjustedCalls()).isEqualTo(5.0);
        assertThat(operation.getAdjustedErrors()).isEqualTo(4.0);
    }

    @Test
    void identity_comesFromTheResource() throws Exception {
        RedDelta delta = fold(OtlpPayloads.traces()
                        .resource(resource -> resource.attribute("service.name", "cart")
                                .attribute("service.namespace", "shop")
                                .attribute("deployment.environment", "staging"))
                        .span(span -> at(span, NOON, 1).server("a")))
                .deltas()
                .get(0);
        assertThat(delta)
                .extracting(
                        RedDelta::getEnvironment, RedDelta::getNamespace, RedDelta::getService, RedDelta::getVersion)
                .containsExactly("staging", "shop", "cart", "");

        RedDelta unnamed = fold(OtlpPayloads.traces()
                        .resource(r -> {})
                        .span(span -> at(span, NOON, 1).server("a")))
                .deltas()
                .get(0);
        assertThat(unnamed)
                .extracting(RedDelta::getEnvironment, RedDelta::getNamespace, RedDelta::getService)
                .containsExactly("default", "default", "unknown_service");
    }

    @Test
    void malformedRequest_leavesNothingBehind() throws Exception {
        byte[] good = shop().span(span -> at(span, NOON, 1).server("a")).bytes();
        byte[] bad = Arrays.copyOf(good, good.length + 2);
        bad[good.length] = 0x0a; // one more ResourceSpans, longer than the request
        bad[good.length + 1] = 0x7f;
        assertThatThrownBy(() -> fold.fold(bad, ORIGIN)).isInstanceOf(MalformedOtlpException.class);

        assertThat(fold.fold(good, ORIGIN).deltas().get(0).getOperations())
                .extracting(OperationDelta::getCalls)
                .containsExactly(1L);
    }

    /** Against a plain fold over the generated protobuf classes, on random shop traffic of several services and versions. */
    @Test
    void folding_agreesWithThePlainWay() throws Exception {
        for (long seed = 1; seed <= 200; seed++) {
            ExportTraceServiceRequest request = randomRequest(seed);
            Map<String, List<Long>> expected = plainFold(request);
            Map<String, List<Long>> actual = new HashMap<>();
            for (RedDelta delta : fold.fold(request.toByteArray(), ORIGIN).deltas()) {
                for (OperationDelta operation : delta.getOperations()) {
                    String key = String.join(
                            "|",
                            delta.getService(),
                            delta.getVersion(),
                            operation.getOperation(),
                            Long.toString(delta.getWindowStart().toEpochMilli()));
                    List<Long> before = actual.put(
                            key,
                            List.of(
                                    operation.getCalls(),
                                    operation.getErrors(),
                                    histogram(operation).count()));
                    assertThat(before).as("seed %d: one delta for each", seed).isNull();
                }
            }
            assertThat(actual).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private static Map<String, List<Long>> plainFold(ExportTraceServiceRequest request) {
        Map<String, List<Long>> counts = new HashMap<>();
        for (ResourceSpans resourceSpans : request.getResourceSpansList()) {
            String service = attribute(resourceSpans.getResource().getAttributesList(), "service.name");
            String version = attribute(resourceSpans.getResource().getAttributesList(), "service.version");
            resourceSpans.getScopeSpansList().stream()
                    .flatMap(scope -> scope.getSpansList().stream())
                    .filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
                    .forEach(span -> {
                        String operation = attribute(span.getAttributesList(), "http.request.method") + " "
                                + attribute(span.getAttributesList(), "http.route");
                        long window = span.getEndTimeUnixNano() / 1_000_000 / 5_000 * 5_000;
                        long error = span.getStatus().getCodeValue() == 2 ? 1 : 0;
                        counts.merge(
                                String.join("|", service, version, operation, Long.toString(window)),
                                List.of(1L, error, 1L),
                                (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1), a.get(2) + b.get(2)));
                    });
        }
        return counts;
    }

    private static String attribute(List<KeyValue> attributes, String key) {
        return attributes.stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .map(KeyValue::getValue)
                .map(AnyValue::getStringValue)
                .findFirst()
                .orElse("");
    }

    private static ExportTraceServiceRequest randomRequest(long seed) {
        Random random = new Random(seed);
        TracesBuilder request = OtlpPayloads.traces();
        List<String> services = new ArrayList<>(List.of("cart", "pay", "cart"));
        for (String service : services) {
            request.resource(service, "1." + random.nextInt(2));
            request.spans(random.nextInt(40), (span, i) -> {
                at(span, NOON - random.nextInt(20_000), random.nextInt(3_000))
                        .http("GET", "/r" + random.nextInt(4), random.nextInt(5) == 0 ? 503 : 200);
                if (random.nextInt(4) == 0) {
                    span.kind(Span.SpanKind.SPAN_KIND_CLIENT);
                }
            });
        }
        return request.request();
    }

    /** What others write to the raw topic has not passed the limits of ingest. */
    @Test
    void namesThatAreTooLong_areCut_andCountedEachTime() throws Exception {
        String name = "n".repeat(300);
        TracesBuilder request = OtlpPayloads.traces()
                .resource(name, name)
                .spans(3, (span, i) -> at(span.server(i == 0 ? "short" : name), NOON, 1));

        for (int round = 0; round < 2; round++) {
            Fold.Folded folded = fold(request);
            RedDelta delta = folded.deltas().get(0);
            assertThat(delta.getService()).hasSize(255);
            assertThat(delta.getVersion()).hasSize(255);
            assertThat(delta.getOperations())
                    .extracting(OperationDelta::getOperation)
                    .containsExactly("short", name.substring(0, 255));
            assertThat(folded.cut()).isEqualTo(new Fold.Cut(1, 2));
        }
        assertThat(fold(shop().span(span -> at(span.server("n".repeat(255)), NOON, 1)))
                        .cut())
                .isEqualTo(new Fold.Cut(0, 0));
    }

    private Fold.Folded fold(TracesBuilder request) throws MalformedOtlpException {
        return fold.fold(request.bytes(), ORIGIN);
    }

    private static TracesBuilder shop() {
        return OtlpPayloads.traces().resource("shop", "v1.2.3");
    }

    private static SpanBuilder at(SpanBuilder span, long startMillis, long durationMillis) {
        return span.startNanos(startMillis * 1_000_000).durationNanos(durationMillis * 1_000_000);
    }

    private static ExponentialHistogram histogram(OperationDelta operation) {
        try {
            return ExponentialHistogram.parse(operation.getDurations().duplicate());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
