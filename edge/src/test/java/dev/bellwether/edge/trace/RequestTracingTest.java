package dev.bellwether.edge.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dev.bellwether.edge.Edge;
import dev.bellwether.edge.EdgeConfig;
import dev.bellwether.edge.ListenAddress;
import dev.bellwether.edge.Listener;
import dev.bellwether.edge.access.Guarded;
import dev.bellwether.edge.access.Permission;
import dev.bellwether.observation.trace.Tracing;
import dev.bellwether.testing.RecordedSpans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestTracingTest {

    private static final String TOKEN = "reader-reader-reader-reader";
    private static final String METHOD = "acme.v1.Service/Call";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";

    private final RecordedSpans spans = new RecordedSpans();
    private final Tracing tracing = Tracing.on();

    /** Until somebody asks what has no answer. */
    private final CountDownLatch asked = new CountDownLatch(1);

    @SuppressWarnings("NullAway.Init")
    private Edge edge;

    @SuppressWarnings("NullAway.Init")
    private Server server;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path tokens = Files.writeString(folder.resolve("tokens"), "reader read " + TOKEN + "\n");
        edge = Edge.of(EdgeConfig.OPEN.withTokenFile(tokens), new SimpleMeterRegistry(), tracing);
        tracing.begin(spans.tracer());
        Listener listener = new Listener("the test", ListenAddress.loopback(0), "test.port");
        ServerBuilder builder = edge.server(listener, (context, request, refusal) -> HttpResponse.of(401));
        builder.service("/probe", Guarded.by(Permission.ANYBODY, (context, request) -> HttpResponse.of(200)));
        builder.service("/things/{id}", Guarded.by(Permission.READ, (context, request) -> {
            RequestSpan.of(context).child("inner", SpanKind.INTERNAL).end();
            return HttpResponse.of(Integer.parseInt(request.headers().get("answer", "200")));
        }));
        builder.service("/silent", Guarded.by(Permission.READ, (context, request) -> {
            asked.countDown();
            return HttpResponse.streaming();
        }));
        builder.service("/" + METHOD, Guarded.by(Permission.READ, grpc()));
        server = builder.build();
        edge.start(server, listener);
    }

    /** Says its status in the headers, or after a body. */
    private static HttpService grpc() {
        return (context, request) -> {
            String status = request.headers().get("answer", "0");
            return status.equals("0")
                    ? HttpResponse.of(
                            ResponseHeaders.of(HttpStatus.OK),
                            HttpData.ofUtf8("x"),
                            HttpHeaders.of("grpc-status", status))
                    : HttpResponse.of(ResponseHeaders.of(HttpStatus.OK, "grpc-status", status));
        };
    }

    @AfterAll
    void stop() {
        server.stop().join();
        edge.close();
        spans.close();
    }

    @BeforeEach
    void empty() {
        spans.clear();
    }

    @Test
    void aRequest_isASpanOfItsRoute_withTheCallerAsItsParent() {
        ask("/things/7?secret=1", Map.of("traceparent", "00-" + TRACE + "-" + CALLER + "-01"));

        SpanData span = served();
        assertThat(span.getName()).isEqualTo("GET /things/{id}");
        assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo(CALLER);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(attributes(span))
                .containsEntry("http.request.method", "GET")
                .containsEntry("http.route", "/things/{id}")
                .containsEntry("http.response.status_code", 200L)
                .containsEntry("url.path", "/things/7")
                .containsEntry("url.scheme", "http")
                .containsEntry("server.address", "127.0.0.1")
                .containsEntry("server.port", (long) server.activeLocalPort())
                .containsEntry("client.address", "127.0.0.1");
        assertThat(attributes(span).values())
                .noneMatch(value -> value.toString().contains("secret"));
    }

    @Test
    void partsOfTheWork_areChildren() {
        ask("/things/7", Map.of());

        SpanData inner = spans.ended().stream()
                .filter(span -> span.getName().equals("inner"))
                .findFirst()
                .orElseThrow();
        assertThat(inner.getParentSpanId()).isEqualTo(served().getSpanId());
    }

    @Test
    void aRefusal_isInItsSpan() {
        ask("/things/7", Map.of("authorization", "Bearer wrong-wrong-wrong-wrong"));

        assertThat(attributes(served())).containsEntry("http.response.status_code", 401L);
    }

    @ParameterizedTest
    @CsvSource({"500, ERROR, 500", "503, ERROR, 503", "404, UNSET,"})
    void whatIsTheServersFault_isAnError(String answer, StatusCode status, @Nullable String errorType) {
        ask("/things/7", Map.of("answer", answer));

        assertThat(served().getStatus().getStatusCode()).isEqualTo(status);
        assertThat(attributes(served()).get("error.type")).isEqualTo(errorType);
    }

    @Test
    void aClientThatLeavesBeforeTheAnswer_isAnErrorWithoutAStatus() throws IOException, InterruptedException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.activeLocalPort())) {
            client.getOutputStream()
                    .write("GET /silent HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                            .formatted(TOKEN)
                            .getBytes(US_ASCII));
            asked.await();
        }

        SpanData span = served();
        assertThat(span.getName()).isEqualTo("GET /silent");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attributes(span)).containsKey("error.type").doesNotContainKey("http.response.status_code");
    }

    @ParameterizedTest
    @CsvSource({"0, OK, UNSET", "3, INVALID_ARGUMENT, UNSET", "14, UNAVAILABLE, ERROR"})
    void aCallOfGrpc_isNamedByItsMethod_andHasItsStatus(String answer, String code, StatusCode status) {
        ask("/" + METHOD, Map.of("content-type", "application/grpc", "answer", answer));

        SpanData span = served();
        assertThat(span.getName()).isEqualTo(METHOD);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(status);
        assertThat(attributes(span))
                .containsEntry("rpc.system.name", "grpc")
                .containsEntry("rpc.method", METHOD)
                .containsValue(code)
                .doesNotContainKey("http.route");
    }

    @Test
    void probesAndUnknownPaths_haveNoSpan() {
        ask("/probe", Map.of());
        ask("/nowhere", Map.of());
        ask("/things/7", Map.of());

        assertThat(served().getName()).isEqualTo("GET /things/{id}"); // and no other, though it came last
    }

    @Test
    void whoeverAsksNotToBeTraced_isNot() {
        ask("/things/7", Map.of("traceparent", "00-" + TRACE + "-" + CALLER + "-00"));
        ask("/things/8", Map.of());

        assertThat(attributes(served())).containsEntry("url.path", "/things/8");
    }

    private void ask(String path, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(Map.of("authorization", "Bearer " + TOKEN));
        all.putAll(headers);
        var unused = WebClient.of("http://127.0.0.1:" + server.activeLocalPort())
                .execute(HttpRequest.of(RequestHeaders.builder(HttpMethod.GET, path)
                        .add(all.entrySet())
                        .build()))
                .aggregate()
                .join();
    }

    /** The one span of a request; it ends a moment after its answer. */
    private SpanData served() {
        await().until(() -> spans.ended().stream().anyMatch(span -> span.getKind() == SpanKind.SERVER));
        var served = spans.ended().stream()
                .filter(span -> span.getKind() == SpanKind.SERVER)
                .toList();
        assertThat(served).hasSize(1);
        return served.get(0);
    }

    private static Map<String, Object> attributes(SpanData span) {
        Map<String, Object> attributes = new HashMap<>();
        for (Map.Entry<AttributeKey<?>, Object> entry :
                span.getAttributes().asMap().entrySet()) {
            attributes.put(entry.getKey().getKey(), entry.getValue());
        }
        return attributes;
    }
}
