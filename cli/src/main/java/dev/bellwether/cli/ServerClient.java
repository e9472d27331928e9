package dev.bellwether.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks a running server over its HTTP API. */
final class ServerClient {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int MAX_ANSWER_BYTES = 16 << 20;
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private final URI server;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    ServerClient(URI server) {
        this.server = server;
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

    URI server() {
        return server;
    }

    /** @throws CommandFailure if the server does not answer, or with anything but a success */
    JsonNode get(Question question) {
        return get(question, Duration.ZERO);
    }

    /** As {@link #get(Question)}, where the server itself may take its time to answer. */
    JsonNode get(Question question, Duration wait) {
        return answer(HttpRequest.newBuilder(server.resolve(question.toString()))
                .timeout(ANSWER_TIMEOUT.plus(wait))
                .build());
    }

    JsonNode post(String path, JsonNode body) {
        return answer(HttpRequest.newBuilder(server.resolve(path))
                .timeout(ANSWER_TIMEOUT.plusSeconds(10))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
    }

    /** The lines of an answer that may never end; the caller closes it. */
    InputStream stream(Question question) {
        HttpResponse<InputStream> response = send(
                HttpRequest.newBuilder(server.resolve(question.toString()))
                        .timeout(ANSWER_TIMEOUT) // for the headers; the lines may take for ever
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            try (InputStream body = response.body()) {
                throw refused(response.statusCode(), body.readNBytes(MAX_ANSWER_BYTES));
            } catch (IOException e) {
                throw notReached(e);
            }
        }
        return response.body();
    }

    private JsonNode answer(HttpRequest request) {
        HttpResponse<InputStream> response = send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(MAX_ANSWER_BYTES);
            if (response.statusCode() / 100 != 2) {
                throw refused(response.statusCode(), bytes);
            }
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new CommandFailure(
                    ExitCode.UNAVAILABLE,
                    "what answers at " + server + " does not speak Bellwether's HTTP API: its answer is not JSON");
        } catch (IOException e) {
            throw notReached(e);
        }
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw notReached(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.UNAVAILABLE, "interrupted");
        }
    }

    private CommandFailure notReached(IOException cause) {
        String why = cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        return new CommandFailure(
                ExitCode.UNAVAILABLE,
                "no answer from " + server + why + ": is it running? Start it with 'bellwether serve', or name it with"
                        + " --server or BELLWETHER_SERVER");
    }

    private CommandFailure refused(int status, byte[] body) {
        JsonNode answer = tree(body);
        JsonNode error = answer.path("error");
        if (!error.path("message").isTextual()) {
            return new CommandFailure(
                    ExitCode.UNAVAILABLE,
                    "what answers at " + server + " with status " + status + " does not speak Bellwether's HTTP API");
        }
        StringBuilder words = new StringBuilder(error.path("message").asText());
        if (error.hasNonNull("what_to_do")) {
            words.append(": ").append(error.path("what_to_do").asText());
        }
        if (!answer.path("candidates").isEmpty()) {
            words.append(": ").append(keys(answer.path("candidates")));
        }
        boolean asked = status / 100 == 4 && status != TOO_MANY_REQUESTS;
        return new CommandFailure(asked ? ExitCode.USAGE : ExitCode.UNAVAILABLE, words.toString());
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
