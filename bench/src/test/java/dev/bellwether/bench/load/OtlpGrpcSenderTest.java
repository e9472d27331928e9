package dev.bellwether.bench.load;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import dev.bellwether.telemetry.otlp.Signal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpGrpcSenderTest {

    private static final HttpHeaders OK = HttpHeaders.of("grpc-status", "0");
    private static final ResponseHeaders GRPC = ResponseHeaders.of(HttpStatus.OK, "content-type", "application/grpc");

    private static final AtomicReference<HttpResponse> RESPONSE = new AtomicReference<>(taken());
    private static final AtomicReference<RequestHeaders> HEADERS =
            new AtomicReference<>(RequestHeaders.of(HttpMethod.POST, "/"));
    private static final AtomicReference<byte[]> BODY = new AtomicReference<>(new byte[0]);
    private static final Server SERVER = Server.builder()
            .http(0)
            .service(
                    "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
                    (context, request) -> HttpResponse.of(request.aggregate().thenApply(whole -> {
                        HEADERS.set(whole.headers());
                        BODY.set(whole.content().array());
                        return RESPONSE.get();
                    })))
            .build();

    private RequestHeaders sentHeaders() {
        return requireNonNull(HEADERS.get(), "headers");
    }

    private static HttpResponse taken() {
        return HttpResponse.of(GRPC, HttpData.wrap(new byte[5]), OK);
    }

    @BeforeAll
    static void start() {
        SERVER.start().join();
    }

    @AfterAll
    static void stop() {
        SERVER.stop().join();
    }

    @BeforeEach
    void takeEverything() {
        RESPONSE.set(taken());
    }

    private Answer send(boolean gzip) {
        URI endpoint = URI.create("http://127.0.0.1:" + SERVER.activeLocalPort());
        GrpcTarget target = new GrpcTarget(endpoint, 1, Duration.ofSeconds(20), gzip, Optional.of("secret"), null);
        try (OtlpGrpcSender sender = new OtlpGrpcSender(target, Signal.TRACES)) {
            return sender.send(request(sender.room())).join();
        }
    }

    private static byte[] request(int room) {
        return new LoadRequests(LoadProfile.DEFAULT, 0).request(1, 1_800_000_000_000_000_000L, room);
    }

    @Test
    void request_arrivesFramed_withTheToken() throws IOException {
        assertThat(send(false)).isEqualTo(Answer.ACKNOWLEDGED);

        ByteBuffer framed = ByteBuffer.wrap(BODY.get());
        assertThat(framed.get()).isZero();
        assertThat(framed.getInt()).isEqualTo(framed.remaining());
        assertThat(ExportTraceServiceRequest.parseFrom(framed))
                .isEqualTo(ExportTraceServiceRequest.parseFrom(request(0)));
        assertThat(sentHeaders().get("authorization")).isEqualTo("Bearer secret");
        assertThat(sentHeaders().contains("grpc-encoding")).isFalse();
    }

    @Test
    void compressedRequest_isGzipInItsFrame() throws IOException {
        assertThat(send(true)).isEqualTo(Answer.ACKNOWLEDGED);

        ByteBuffer framed = ByteBuffer.wrap(BODY.get());
        assertThat(framed.get()).isEqualTo((byte) 1);
        assertThat(framed.getInt()).isEqualTo(framed.remaining());
        assertThat(sentHeaders().get("grpc-encoding")).isEqualTo("gzip");
        ByteArrayInputStream message = new ByteArrayInputStream(BODY.get(), 5, framed.remaining());
        assertThat(new GZIPInputStream(message).readAllBytes()).isEqualTo(request(0));
    }

    /** A broker that does not answer may have stored the request all the same. */
    @ParameterizedTest
    @CsvSource({
        "14,UNAVAILABLE,UNCERTAIN",
        "13,INTERNAL,UNCERTAIN",
        "8,RESOURCE_EXHAUSTED,REFUSED",
        "99,gRPC status 99,UNCERTAIN"
    })
    void status_isToldByItsName_andWhetherItLeavesAnythingOpen(String number, String problem, Answer.Kind kind) {
        RESPONSE.set(HttpResponse.of(ResponseHeaders.builder(HttpStatus.OK)
                .set("grpc-status", number)
                .endOfStream(true)
                .build()));

        assertThat(send(false)).isEqualTo(new Answer(kind, problem));
    }

    @Test
    void partialSuccess_isNoAcknowledgement() {
        RESPONSE.set(HttpResponse.of(GRPC, HttpData.wrap(new byte[] {0, 0, 0, 0, 2, 0x0a, 0}), OK));

        assertThat(send(false)).isEqualTo(Answer.uncertain("taken in part"));
    }

    @Test
    void whatDoesNotSpeakGrpc_isTold() {
        RESPONSE.set(HttpResponse.of(HttpStatus.NOT_FOUND));

        assertThat(send(false)).isEqualTo(Answer.refused("HTTP status 404, no gRPC"));
    }

    @Test
    void nobodyThere_isNoAnswer() {
        GrpcTarget target = GrpcTarget.plain(URI.create("http://127.0.0.1:1"));
        try (OtlpGrpcSender sender = new OtlpGrpcSender(target, Signal.TRACES)) {
            assertThat(sender.send(request(sender.room())).join().problem()).startsWith("no answer: ");
        }
    }
}
