package dev.bellwether.ingest;

import com.google.rpc.Status;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Sends any request, well-formed or not, and shows the answer as it is. */
final class OtlpClient {

    static final String PROTOBUF = "application/x-protobuf";
    static final String JSON = "application/json";

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final IngestServer server;

    OtlpClient(IngestServer server) {
        this.server = server;
    }

    HttpResponse<byte[]> post(String path, String contentType, byte[] body) {
        return send("POST", path, Map.of("Content-Type", contentType), body);
    }

    HttpResponse<byte[]> post(String path, String contentType, String encoding, byte[] body) {
        return send("POST", path, Map.of("Content-Type", contentType, "Content-Encoding", encoding), body);
    }

    HttpResponse<byte[]> send(String method, String path, Map<String, String> headers, byte[] body) {
        var request = request(path, headers).method(method, java.net.http.HttpRequest.BodyPublishers.ofByteArray(body));
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    java.util.concurrent.CompletableFuture<HttpResponse<byte[]>> postAsync(
            String path, String contentType, byte[] body) {
        return sendAsync(path, Map.of("Content-Type", contentType), body);
    }

    java.util.concurrent.CompletableFuture<HttpResponse<byte[]>> sendAsync(
            String path, Map<String, String> headers, byte[] body) {
        var request = request(path, headers).POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(body));
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private java.net.http.HttpRequest.Builder request(String path, Map<String, String> headers) {
        var request = java.net.http.HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + path))
                .timeout(TIMEOUT);
        headers.forEach(request::header);
        return request;
    }

    /** A gRPC call with these headers besides the usual ones; the same name replaces. */
    GrpcAnswer call(String path, Map<String, String> headers, byte[] body) {
        RequestHeadersBuilder all = RequestHeaders.builder(com.linecorp.armeria.common.HttpMethod.POST, path)
                .set("content-type", "application/grpc")
                .set("te", "trailers");
        headers.forEach(all::set);
        AggregatedHttpResponse response = WebClient.builder("h2c://127.0.0.1:" + server.grpcPort())
                .responseTimeout(TIMEOUT)
                .build()
                .execute(HttpRequest.of(all.build(), HttpData.wrap(body)))
                .aggregate()
                .join();
        return new GrpcAnswer(response);
    }

    /** What a gRPC client sees. */
    static final class GrpcAnswer {

        private final AggregatedHttpResponse response;

        private GrpcAnswer(AggregatedHttpResponse response) {
            this.response = response;
        }

        int httpStatus() {
            return response.status().code();
        }

        /** -1 if there is none: then it is no gRPC answer. */
        int status() {
            return Integer.parseInt(end().get("grpc-status", "-1"));
        }

        String message() {
            return end().get("grpc-message", "");
        }

        String header(String name) {
            return response.headers().get(name, "");
        }

        Status details() throws IOException {
            String details = Objects.requireNonNull(end().get("grpc-status-details-bin"), "no details");
            return Status.parseFrom(Base64.getDecoder().decode(details));
        }

        boolean hasDetails() {
            return end().contains("grpc-status-details-bin");
        }

        byte[] body() {
            return response.content().array();
        }

        private HttpHeaders end() {
            return response.trailers().isEmpty() ? response.headers() : response.trailers();
        }

        @Override
        public String toString() {
            return response.headers() + " " + response.trailers();
        }
    }

    /** The status in an error's body, whichever form it has. */
    static Status statusOf(HttpResponse<byte[]> answer) throws IOException {
        List<String> type = answer.headers().allValues("content-type");
        if (type.equals(List.of(PROTOBUF))) {
            return Status.parseFrom(answer.body());
        }
        Status.Builder status = Status.newBuilder();
        com.google.protobuf.util.JsonFormat.parser()
                .usingTypeRegistry(com.google.protobuf.util.JsonFormat.TypeRegistry.newBuilder()
                        .add(com.google.rpc.BadRequest.getDescriptor())
                        .add(com.google.rpc.RetryInfo.getDescriptor())
                        .build())
                .merge(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8), status);
        return status.build();
    }
}
