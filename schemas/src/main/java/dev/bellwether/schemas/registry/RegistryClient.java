package dev.bellwether.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the first address that answers, and again where an answer may still come. Every request of the API may be
 * repeated without harm: registering what is registered changes nothing.
 */
final class RegistryClient {

    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final String ACCEPT =
            CONTENT_TYPE + ", application/vnd.schemaregistry+json; qs=0.9, application/json; qs=0.5";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int LONGEST_MESSAGE = 1000;

    /** Waits between attempts; replaced in tests. */
    interface Pause {
        void of(Duration duration) throws InterruptedException;
    }

    /**
     * An answer that a repetition would not change.
     *
     * @param address who gave it
     * @param status HTTP status
     * @param json the body; missing where it is no JSON
     */
    record Answer(RegistryAddress address, int status, JsonNode json) {

        boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** The registry's {@code error_code}, or {@link SchemaRegistryException#NO_CODE}. */
        int errorCode() {
            return json.path("error_code").asInt(SchemaRegistryException.NO_CODE);
        }

        /** What the registry says is wrong, in one line. */
        String message() {
            String message = json.path("message").asText("").replaceAll("\\p{Cntrl}+", " ");
            String text = message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "..." : message;
            return address + " answers " + status + (errorCode() == 0 ? "" : ", error code " + errorCode())
                    + (text.isEmpty() ? "" : ": " + text);
        }
    }

    private final HttpRegistryConfig config;
    private final List<RegistryAddress> addresses;
    private final HttpClient http;
    private final Pause pause;
    private final JsonMapper json = new JsonMapper();

    /** Position of the address that answered last: it is asked first. */
    private volatile int preferred;

    RegistryClient(HttpRegistryConfig config, Pause pause) {
        this.config = config;
        this.pause = pause;
        this.addresses = config.uris().stream().map(RegistryAddress::parse).toList();
        HttpClient.Builder builder = HttpClient.newBuilder();
        if (config.tls() != null) {
            builder.sslContext(config.tls());
        }
        this.http = builder.version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.timeout())
                .followRedirects(HttpClient.Redirect.NEVER) // credentials go to nobody else
                .build();
    }

    /**
     * Sends a request and returns the answer, whether success or error.
     *
     * @param body null where the request has none
     * @throws SchemaRegistryException if no address gives one, after all attempts, or the answer is too long
     */
    Answer send(String method, String path, @Nullable JsonNode body) {
        String problem = "";
        @Nullable IOException cause = null;
        for (int attempt = 0; attempt < config.attempts(); attempt++) {
            if (attempt > 0) {
                pauseBefore(attempt);
            }
            int first = preferred;
            for (int i = 0; i < addresses.size(); i++) {
                int position = (first + i) % addresses.size();
                RegistryAddress address = addresses.get(position);
                try {
                    Answer answer = sendTo(address, method, path, body);
                    if (answer.status() < 500 && answer.status() != TOO_MANY_REQUESTS) {
                        preferred = position;
                        return answer;
                    }
                    problem = answer.message();
                    cause = null;
                } catch (CappedBody.TooLongException e) {
                    throw new SchemaRegistryException(address + " " + method + " " + path + ": " + e.getMessage(), e);
                } catch (IOException e) {
                    problem = address + ": " + e;
                    cause = e;
                }
            }
        }
        throw new SchemaRegistryException(
                "no answer from the schema registry after " + config.attempts()
                        + (config.attempts() == 1 ? " attempt" : " attempts") + " at " + addresses
                        + "; the last problem: " + problem,
                cause);
    }

    private Answer sendTo(RegistryAddress address, String method, String path, @Nullable JsonNode body)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                .header("Accept", ACCEPT);
        if (body != null) {
            request.header("Content-Type", CONTENT_TYPE);
        }
        address.authorization()
                .or(() -> Optional.ofNullable(config.authorization()))
                .ifPresent(value -> request.header("Authorization", value));
        HttpResponse<byte[]> response =
                await(http.sendAsync(request.build(), CappedBody.handler(config.maxResponseBytes())));
        return new Answer(address, response.statusCode(), parse(response.body()));
    }

    /** The request's own time-out ends with the headers; this one covers the body. */
    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> response) throws IOException {
        try {
            return response.get(config.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new IOException(
                    "no complete answer within " + config.timeout().toMillis() + " ms", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IOException("the request failed", e.getCause());
        } catch (InterruptedException e) {
            response.cancel(true);
            throw interrupted(e);
        }
    }

    private JsonNode parse(byte[] body) {
        try {
            JsonNode node = json.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (IOException e) {
            return MissingNode.getInstance(); // some proxy's page: the status says enough
        }
    }

    private void pauseBefore(int attempt) {
        long millis = config.firstBackoff().toMillis() << Math.min(attempt - 1, 20);
        Duration backoff =
                Duration.ofMillis(Math.min(millis, config.maxBackoff().toMillis()));
        try {
            pause.of(backoff);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static SchemaRegistryException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new SchemaRegistryException("interrupted while waiting for the schema registry", e);
    }

    @Override
    public String toString() {
        return addresses.toString();
    }
}
