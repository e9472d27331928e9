package dev.bellwether.observation.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.observation.meter.Catalogue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The export as a receiver sees it that is made of stock parts. */
class OtlpExportTest {

    private static final Identity IDENTITY = Identity.of("1.2.3", Set.of("ingest", "console"));
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    /** What is left at the end is sent, however much else the machine does. */
    private static final Duration LAST_EXPORT = Duration.ofSeconds(60);

    private static final OtlpReceiver receiver = OtlpReceiver.start();

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @BeforeEach
    void empty() {
        receiver.reset();
    }

    @AfterAll
    static void stop() {
        receiver.close();
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void spansAndMeters_arriveWithWhoTheyAreOf(Protocol protocol) {
        Catalogue.Fold.TICKS.counter(meters).increment(7);
        try (OtlpExport export = start(ExportConfig.to(receiver.endpoint(), protocol))) {
            export.tracer().spanBuilder("GET /v1/services").startSpan().end();
        } // what is left is sent when it closes

        assertThat(receiver.spans()).extracting(Span::getName).containsExactly("GET /v1/services");
        assertThat(receiver.metrics())
                .filteredOn(metric -> metric.getName().equals("bellwether.fold.ticks"))
                .last()
                .satisfies(metric -> assertThat(value(metric)).isEqualTo(7));
        assertThat(attributes(receiver.resourceSpans().get(0).getResource()))
                .containsEntry("service.name", "bellwether")
                .containsEntry("service.version", "1.2.3")
                .containsEntry("service.instance.id", IDENTITY.instance().toString())
                .containsEntry("bellwether.roles", "console,ingest")
                .containsEntry("telemetry.sdk.language", "java");
        assertThat(count("exported")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void eachRequest_hasTheNewestHeaders_andAsksNotToBeTraced(Protocol protocol) {
        AtomicReference<String> token = new AtomicReference<>("Bearer first");
        ExportConfig config = ExportConfig.to(receiver.endpoint(), protocol)
                .withHeaders(
                        () -> Map.of("Authorization", token.get(), "TraceParent", "00-" + TRACE + "-" + PARENT + "-01"))
                .withInterval(Duration.ofMillis(20));
        Catalogue.Fold.TICKS.counter(meters);
        try (OtlpExport export = start(config)) {
            await().until(() -> authorizations().contains("Bearer first"));
            token.set("Bearer second");
            await().until(() -> authorizations().contains("Bearer second"));
        }

        String instance = IDENTITY.instance().toString().replace("-", "");
        assertThat(receiver.headers())
                .allSatisfy(headers -> assertThat(headers.getAll("traceparent"))
                        .singleElement()
                        .asString()
                        .startsWith("00-" + instance + "-")
                        .endsWith("-00"));
    }

    @Test
    void aCallersDecision_isFollowed_andElseTheRatio() {
        ExportConfig config =
                ExportConfig.to(receiver.endpoint(), Protocol.GRPC).withTracesRatio(1e-12);
        try (OtlpExport export = start(config)) {
            span(export, "caller wants it", caller(TraceFlags.getSampled()));
            span(export, "caller wants it not", caller(TraceFlags.getDefault()));
            for (int i = 0; i < 100; i++) {
                span(export, "nobody asked", Context.root());
            }
        }

        assertThat(receiver.spans()).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("caller wants it");
            assertThat(hex(span.getTraceId().toByteArray())).isEqualTo(TRACE);
            assertThat(hex(span.getParentSpanId().toByteArray())).isEqualTo(PARENT);
        });
    }

    @Test
    void aRatioOfNothing_recordsNothing_whoeverAsks() {
        Catalogue.Fold.TICKS.counter(meters);
        ExportConfig config =
                ExportConfig.to(receiver.endpoint(), Protocol.GRPC).withTracesRatio(0);
        try (OtlpExport export = start(config)) {
            span(export, "caller wants it", caller(TraceFlags.getSampled()));
        }

        assertThat(receiver.spans()).isEmpty();
        assertThat(receiver.metrics()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void whatTheReceiverRefuses_isCounted(Protocol protocol) {
        receiver.refuse();
        try (OtlpExport export = start(ExportConfig.to(receiver.endpoint(), protocol))) {
            span(export, "a", Context.root());
            span(export, "b", Context.root());
            await().until(() -> count("failed") == 2);
        }

        assertThat(Catalogue.Export.ENDED_SPANS.counter(meters).count()).isEqualTo(2);
        assertThat(count("exported")).isZero();
        assertThat(requests("traces", "failed")).isPositive();
        assertThat(requests("metrics", "failed")).isPositive();
        assertThat(requests("metrics", "done")).isZero();
    }

    /** The SDK looks for the status behind the end, and passes over all that comes before it; after five seconds it gives up. */
    @Test
    void overGrpcAnAnswerWithoutAnEnd_isAFailure_whenItsTimeIsUp() {
        receiver.answerWithoutEnd();
        try (OtlpExport export = start(ExportConfig.to(receiver.endpoint(), Protocol.GRPC))) {
            span(export, "a", Context.root());
            await().until(() -> count("failed") == 1);
            receiver.reset();
        }

        assertThat(requests("traces", "failed")).isEqualTo(1);
        assertThat(receiver.metrics()).as("of the next export").isNotEmpty();
    }

    @Test
    void overHttpAnAnswerWithoutAnEnd_isAFailure_andNotReadForLong() {
        receiver.answerWithoutEnd();
        try (OtlpExport export = start(ExportConfig.to(receiver.endpoint(), Protocol.HTTP_PROTOBUF))) {
            span(export, "a", Context.root());
            await().until(() -> count("failed") == 1);
        }

        assertThat(receiver.longestAnswer()).isBetween(1L << 20, 64L << 20);
    }

    @Test
    void withoutAReceiver_nothingIsThrown_andAllIsCounted() throws IOException {
        try (OtlpExport export = start(ExportConfig.to(nobody(), Protocol.GRPC))) {
            span(export, "a", Context.root());
            await().until(() -> count("failed") == 1);
        }

        assertThat(requests("traces", "failed")).isEqualTo(1);
    }

    private OtlpExport start(ExportConfig config) {
        return OtlpExport.start(config, IDENTITY, meters, LAST_EXPORT);
    }

    private static void span(OtlpExport export, String name, Context parent) {
        export.tracer().spanBuilder(name).setParent(parent).startSpan().end();
    }

    private static Context caller(TraceFlags flags) {
        SpanContext remote = SpanContext.createFromRemoteParent(TRACE, PARENT, flags, TraceState.getDefault());
        return Context.root().with(io.opentelemetry.api.trace.Span.wrap(remote));
    }

    private double count(String result) {
        return Catalogue.Export.SPANS.counter(meters, result).count();
    }

    private double requests(String signal, String outcome) {
        return Catalogue.Export.REQUESTS.counter(meters, signal, outcome).count();
    }

    private List<String> authorizations() {
        return receiver.headers().stream()
                .map(headers -> headers.get("authorization", ""))
                .toList();
    }

    private static double value(Metric metric) {
        return metric.getSum().getDataPoints(0).getAsDouble();
    }

    private static Map<String, String> attributes(Resource resource) {
        Map<String, String> attributes = new HashMap<>();
        for (KeyValue pair : resource.getAttributesList()) {
            attributes.put(
                    pair.getKey(),
                    pair.getValue().hasArrayValue()
                            ? String.join(
                                    ",",
                                    pair.getValue().getArrayValue().getValuesList().stream()
                                            .map(value -> value.getStringValue())
                                            .toList())
                            : pair.getValue().getStringValue());
        }
        return attributes;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Where somebody listened a moment ago. */
    private static URI nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }
}
