package dev.bellwether.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellwether.cli.config.Secrets;
import dev.bellwether.schemas.registry.CappedBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** Asks a running server over its HTTP API. */
final class ServerClient {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int MAX_ANSWER_BYTES = 16 << 20;
    private static final int MAX_REFUSAL_BYTES = 64 << 10;
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    /** How long a server may wait for its broker. */
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(10);

    private final URI server;
    private final Credentials credentials;
    private final HttpClient http;
    private final Duration patience;

    ServerClient(URI server) {
        this(server, Credentials.NONE);
    }

    ServerClient(URI server, Credentials credentials) {
        this(server, credentials, ANSWER_TIMEOUT);
    }

    /** @param patience how long an answer may take for which the server has nothing to wait */
    ServerClient(URI server, Credentials credentials, Duration patience) {
        this.server = server;
        this.patience = patience;
        this.credentials = credentials;
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
        credentials.tls().ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
        credentials.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request;
    }

    /**
     * How a command shows who it is.
     *
     * @param token sent as a bearer token
     * @param tls what it trusts and shows; empty for what Java trusts
     */
    record Credentials(Optional<String> token, Optional<SSLContext> tls) {

        static final Credentials NONE = new Credentials(Optional.empty(), Optional.empty());
    }

    /** A question with its parameters; those without a value are left out. */
    static final class Question {

        private final StringBuilder path;
        private char separator = '?';

        Question(String path) {
            this.path = new StringBuilder(path);
        }

        Question with(String name, String value) {
            if (!value.isEmpty()) {
                path.append(separator)
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
                separator = '&';
            }
            return this;
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** Its address without what nobody should read. */
    String shown() {
        return Secrets.hidden(server.toString());
    }

    /** @throws CommandFailure if the server does not answer, or with anything but a success */
    JsonNode get(Question question) {
        return get(question, Duration.ZERO);
    }

    /** As {@link #get(Question)}, where the server itself may take its time to answer. */
    JsonNode get(Question question, Duration wait) {
        return answer(request(question.toString()).build(), patience.plus(wait));
    }

    /**
     * What the server says of itself, which may be that it is not well.
     *
     * @param well whether its status is a success
     * @param body missing where it is not JSON
     */
    record Report(boolean well, JsonNode body) {}

    /** @throws CommandFailure if the server does not answer */
    Report report(Question question) {
        HttpResponse<byte[]> response = await(
                http.sendAsync(request(question.toString()).build(), CappedBody.handler(MAX_REFUSAL_BYTES)), patience);
        return new Report(response.statusCode() / 100 == 2, tree(response.body()));
    }

    JsonNode post(String path, JsonNode body) {
        return post(path, body, WRITE_TIMEOUT);
    }

    /** @param wait how long the server itself may take */
    JsonNode post(String path, JsonNode body, Duration wait) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return answer(request, patience.plus(wait));
    }

    /** Puts a text in place. */
    JsonNode put(String path, byte[] text) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(text))
                .build();
        return answer(request, patience.plus(WRITE_TIMEOUT));
    }

    JsonNode delete(String path) {
        return answer(request(path).DELETE().build(), patience.plus(WRITE_TIMEOUT));
    }

    /** A name as a part of a path. */
    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The lines of an answer that may never end; the caller closes it. */
    InputStream stream(Question question) {
        // the time-out is for the headers, and for what a refusal says; the lines may take for ever
        HttpResponse<InputStream> response =
                await(http.sendAsync(request(question.toString()).build(), ServerClient::lines), patience);
        if (response.statusCode() != OK) {
            try (InputStream body = response.body()) {
                throw refused(response.statusCode(), body.readAllBytes());
            } catch (IOException e) {
                throw notReached(e);
            }
        }
        return response.body();
    }

    private static BodySubscriber<InputStream> lines(HttpResponse.ResponseInfo response) {
        return response.statusCode() == OK
                ? BodySubscribers.ofInputStream()
                : BodySubscribers.mapping(
                        CappedBody.handler(MAX_REFUSAL_BYTES).apply(response), ByteArrayInputStream::new);
    }

    /** @param timeout from connecting to the last byte */
    private JsonNode answer(HttpRequest request, Duration timeout) {
        HttpResponse<byte[]> response = await(http.sendAsync(request, CappedBody.handler(MAX_ANSWER_BYTES)), timeout);
        if (response.statusCode() / 100 != 2) {
            throw refused(response.statusCode(), response.body());
        }
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.UNAVAILABLE,
                    "what answers at " + shown() + " does not speak Bellwether's HTTP API: its answer is not JSON");
        }
    }

    private <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> response, Duration timeout) {
        try {
            return response.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw notReached(new IOException("no complete answer within " + timeout.toMillis() / 1000.0 + " s", e));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CappedBody.TooLongException tooLong) {
                throw new CommandFailure(
                        ExitCode.UNAVAILABLE,
                        "what answers at " + shown() + " is no Bellwether: " + tooLong.getMessage());
            }
            throw notReached(e.getCause() instanceof IOException io ? io : new IOException(e.getCause()));
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.UNAVAILABLE, "interrupted");
        }
    }

    private CommandFailure notReached(IOException cause) {
        String why = cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        return new CommandFailure(
                ExitCode.UNAVAILABLE,
                "no answer from " + shown() + why + ": is it running? Start it with 'bellwether serve', or name it with"
                        + " --server or BELLWETHER_SERVER");
    }

    private CommandFailure refused(int status, byte[] body) {
        JsonNode answer = tree(body);
        JsonNode error = answer.path("error");
        if (!error.path("message").isTextual()) {
            return new CommandFailure(
                    ExitCode.UNAVAILABLE,
                    "what answers at " + shown() + " with status " + status + " does not speak Bellwether's HTTP API");
        }
        StringBuilder words = new StringBuilder(error.path("message").asText());
        if (error.hasNonNull("what_to_do")) {
            words.append(": ").append(error.path("what_to_do").asText());
        }
        if (!answer.path("candidates").isEmpty()) {
            words.append(": ").append(keys(answer.path("candidates")));
        }
        boolean asked = status / 100 == 4 && status != TOO_MANY_REQUESTS;
        List<String> problems = new ArrayList<>();
        error.path("problems").forEach(problem -> problems.add(problem.asText()));
        return new CommandFailure(asked ? ExitCode.USAGE : ExitCode.UNAVAILABLE, words.toString(), problems);
    }

    /** Services in the form that tells them apart, in one line. */
    static String keys(JsonNode services) {
        List<String> keys = new ArrayList<>();
        services.forEach(service -> keys.add(service.path("key").asText()));
        return String.join(", ", keys);
    }

    private static JsonNode tree(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
