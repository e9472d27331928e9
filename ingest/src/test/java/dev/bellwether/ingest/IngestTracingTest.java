package dev.bellwether.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.edge.Edge;
import dev.bellwether.edge.EdgeConfig;
import dev.bellwether.ingest.MemoryAppender.Broker;
import dev.bellwether.observation.trace.Tracing;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.testing.OtlpPayloads;
import dev.bellwether.testing.RecordedSpans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What ingest tells of a request in spans of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IngestTracingTest {

    private static final byte[] TEN_SPANS = OtlpPayloads.shopTraces(1, 10, 0).toByteArray();

    private final RecordedSpans spans = new RecordedSpans();
    private final Tracing tracing = Tracing.on();
    private final MemoryAppender appender = new MemoryAppender();
    private final IngestServer server = new IngestServer(
            Edge.of(EdgeConfig.OPEN, new SimpleMeterRegistry(), tracing),
            IngestConfig.DEFAULT.withFreePorts(),
            appender,
            new SimpleMeterRegistry());
    private final OtlpClient client = new OtlpClient(server);

    @BeforeAll
    void start() {
        tracing.begin(spans.tracer());
        server.start();
    }

    @AfterAll
    void stop() {
        server.close();
        spans.close();
    }

    @BeforeEach
    void empty() {
        appender.reset();
        spans.clear();
    }

    @Test
    void aRequestIsOneSpan_howeverManyItBrings_andTheAppendItsChild() {
        export();

        SpanData request = spanOf(SpanKind.SERVER);
        SpanData append = spanOf(SpanKind.PRODUCER);
        assertThat(spans.ended()).hasSize(2);
        assertThat(request.getName()).isEqualTo("POST /v1/traces");
        assertThat(append.getName()).isEqualTo("send otlp_spans");
        assertThat(append.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(append.getAttributes().get(AttributeKey.longKey("messaging.batch.message_count")))
                .isEqualTo(1);
    }

    @Test
    void aBrokerThatIsAway_isAnErrorOfBoth() {
        appender.becomes(Broker.AWAY);
        export();

        assertThat(spanOf(SpanKind.SERVER).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(spanOf(SpanKind.PRODUCER).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(spanOf(SpanKind.PRODUCER).getAttributes().get(AttributeKey.stringKey("error.type")))
                .endsWith("AppendException");
    }

    private void export() {
        var unused = client.post(OtlpHttpService.path(Signal.TRACES), OtlpClient.PROTOBUF, TEN_SPANS);
    }

    private SpanData spanOf(SpanKind kind) {
        await().until(() -> spans.ended().stream().anyMatch(span -> span.getKind() == kind));
        return spans.ended().stream()
                .filter(span -> span.getKind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
