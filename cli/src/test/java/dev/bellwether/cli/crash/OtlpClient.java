package dev.bellwether.cli.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Sends a request until it is acknowledged, each time the same bytes. Where an answer did not come, nobody can say whether the
 * request was taken; that sending it again does no harm is the server's promise.
 */
final class OtlpClient {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final long RETRY_MILLIS = 100;
    private static final int UNAVAILABLE = 503;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Supplier<Optional<URI>> server;
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();

    /** @param server OTLP/HTTP of the server, while there is one */
    OtlpClient(Supplier<Optional<URI>> server) {
        this.server = server;
    }

    void sendUntilAcknowledged(TraceRequest request) throws InterruptedException {
        while (!isAcknowledged(request)) {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
    }

    private boolean isAcknowledged(TraceRequest request) throws InterruptedException {
        Optional<URI> uri = server.get();
        if (uri.isEmpty()) {
            return false;
        }
        HttpResponse<String> answer;
        try {
            answer = http.send(post(uri.get(), request), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) { // refused, reset, timed out: the answer is lost, and perhaps the request
            unanswered.incrementAndGet();
            return false;
        }
        if (answer.statusCode() == UNAVAILABLE) {
            refused.incrementAndGet();
            return false;
        }
        if (answer.statusCode() != 200 || !answer.body().isEmpty()) {
            throw new AssertionError("answered " + answer.statusCode() + ": " + answer.body());
        }
        return true;
    }

    private static HttpRequest post(URI server, TraceRequest request) {
        return HttpRequest.newBuilder(server.resolve("/v1/traces"))
                .timeout(ANSWER_TIMEOUT)
                .header("Content-Type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.bytes().toByteArray()))
                .build();
    }

    @Override
    public String toString() {
        return unanswered + " without an answer, " + refused + " refused";
    }
}
