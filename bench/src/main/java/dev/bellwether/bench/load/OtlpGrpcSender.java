package dev.bellwether.bench.load;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ClientFactoryBuilder;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import dev.bellwether.edge.GrpcStatus;
import dev.bellwether.telemetry.otlp.Signal;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;

/** Sends requests over OTLP/gRPC, as bytes: a generated stub would cost more than what is measured. */
public final class OtlpGrpcSender implements RequestSender {

    /** In front of each message: a flag, whether it is compressed, and four bytes of length. */
    private static final int PREFIX_BYTES = 5;

    /** Those that a server gives before it has taken anything. After the others a request may be on its way, or stored. */
    private static final Set<GrpcStatus> REFUSALS = Set.of(
            GrpcStatus.INVALID_ARGUMENT,
            GrpcStatus.PERMISSION_DENIED,
            GrpcStatus.RESOURCE_EXHAUSTED,
            GrpcStatus.UNIMPLEMENTED,
            GrpcStatus.UNAUTHENTICATED);

    private final ClientFactory factory;
    private final WebClient client;
    private final RequestHeaders headers;
    private final boolean gzip;

    public OtlpGrpcSender(GrpcTarget target, Signal signal) {
        ClientFactoryBuilder connections = ClientFactory.builder()
                .workerGroup(target.connections())
                .maxNumEventLoopsPerEndpoint(target.connections())
                .connectTimeout(target.timeout());
        if (target.authority() != null) {
            File authority = target.authority().toFile();
            connections.tlsCustomizer(tls -> tls.trustManager(authority));
        }
        this.factory = connections.build();
        this.client = WebClient.builder(target.armeriaUri())
                .factory(factory)
                .responseTimeout(target.timeout())
                .writeTimeout(target.timeout())
                .build();
        this.gzip = target.gzip();
        this.headers = headers(target, signal);
    }

    private static RequestHeaders headers(GrpcTarget target, Signal signal) {
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.POST, path(signal))
                .set("content-type", "application/grpc")
                .set("te", "trailers");
        if (target.gzip()) {
            headers.set("grpc-encoding", "gzip");
        }
        target.token().ifPresent(token -> headers.set("authorization", "Bearer " + token));
        return headers.build();
    }

    private static String path(Signal signal) {
        String service = switch (signal) {
            case TRACES -> "trace.v1.TraceService";
            case METRICS -> "metrics.v1.MetricsService";
            case LOGS -> "logs.v1.LogsService";
        };
        return "/opentelemetry.proto.collector." + service + "/Export";
    }

    @Override
    public int room() {
        return PREFIX_BYTES;
    }

    @Override
    public CompletableFuture<Answer> send(byte[] request) {
        byte[] framed = gzip ? compressed(request) : request;
        ByteBuffer.wrap(framed).put((byte) (gzip ? 1 : 0)).putInt(framed.length - PREFIX_BYTES);
        return client.execute(HttpRequest.of(headers, HttpData.wrap(framed)))
                .aggregate()
                .handle((response, failure) -> failure == null
                        ? answer(response)
                        : Answer.uncertain("no answer: " + failure.getClass().getSimpleName()));
    }

    private static Answer answer(AggregatedHttpResponse response) {
        String number =
                response.trailers().get(GrpcStatus.HEADER, response.headers().get(GrpcStatus.HEADER, ""));
        if (number.isEmpty()) {
            String problem = "HTTP status " + response.status().code() + ", no gRPC";
            return response.status().isClientError() ? Answer.refused(problem) : Answer.uncertain(problem);
        }
        Optional<GrpcStatus> status = GrpcStatus.parse(number);
        if (!status.equals(Optional.of(GrpcStatus.OK))) {
            String problem = status.map(GrpcStatus::name).orElse("gRPC status " + number);
            return status.filter(REFUSALS::contains).isPresent() ? Answer.refused(problem) : Answer.uncertain(problem);
        }
        return response.content().length() > PREFIX_BYTES ? Answer.uncertain("taken in part") : Answer.ACKNOWLEDGED;
    }

    private static byte[] compressed(byte[] request) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(request.length / 4);
        bytes.writeBytes(new byte[PREFIX_BYTES]);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(request, PREFIX_BYTES, request.length - PREFIX_BYTES);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // an array takes all
        }
        return bytes.toByteArray();
    }

    /** Does not wait until the connections are closed, for which Netty takes its time. */
    @Override
    public void close() {
        var unused = factory.closeAsync();
    }
}
