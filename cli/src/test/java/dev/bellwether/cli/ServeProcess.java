package dev.bellwether.cli;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A running {@code serve} on free ports, and the commands that ask it. */
public final class ServeProcess implements AutoCloseable {

    private static final List<String> FREE_PORTS = Stream.of(
                    "embedded.kafka-port=0",
                    "embedded.registry-port=0",
                    "ingest.grpc-port=0",
                    "ingest.http-port=0",
                    "console.http-port=0")
            .flatMap(setting -> Stream.of("--set", setting))
            .toList();

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    private final Distribution distribution;
    private final Launched process;

    private ServeProcess(Distribution distribution, Launched process) {
        this.distribution = distribution;
        this.process = process;
    }

    static String[] arguments(Path folder, String... more) {
        return Stream.of(Stream.of("serve", "--data", folder.toString()), FREE_PORTS.stream(), Stream.of(more))
                .flatMap(arguments -> arguments)
                .toArray(String[]::new);
    }

    /** Starts it, and waits until it is ready. */
    static ServeProcess start(Distribution distribution, Path folder, String... more)
            throws IOException, InterruptedException {
        ServeProcess serve = launch(distribution, folder, more);
        serve.awaitReady();
        return serve;
    }

    /** Starts it, and does not wait. */
    public static ServeProcess launch(Distribution distribution, Path folder, String... more) throws IOException {
        return new ServeProcess(distribution, distribution.start(arguments(folder, more)));
    }

    /** Starts it with more in its environment, and does not wait. */
    static ServeProcess launch(Distribution distribution, Map<String, String> environment, Path folder, String... more)
            throws IOException {
        return new ServeProcess(distribution, distribution.start(environment, arguments(folder, more)));
    }

    /** Waits until it says that all of it runs. Where it does not, it is ended. */
    public void awaitReady() throws InterruptedException {
        try {
            await().atMost(Launched.PATIENCE_SECONDS, SECONDS)
                    .failFast("serve has ended", () -> !process.running())
                    .until(() -> process.outLines().contains("ready"));
        } catch (RuntimeException e) {
            close();
            throw new AssertionError("not ready: " + process, e);
        }
    }

    public long pid() {
        return process.pid();
    }

    URI otlpGrpc() throws IOException {
        return address("OTLP/gRPC");
    }

    URI otlpHttp() throws IOException {
        return address("OTLP/HTTP");
    }

    /** One of the addresses that it printed. */
    public URI address(String name) throws IOException {
        return URI.create(shown(name)
                .orElseThrow(() -> new AssertionError(name + " is not among what serve printed: " + process)));
    }

    /** What it printed as one of its addresses, once it has. */
    public Optional<String> shown(String name) throws IOException {
        return process.outLines().stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip())
                .findFirst();
    }

    public boolean running() {
        return process.running();
    }

    /** Kills it as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.kill();
    }

    /** Holds it up as {@code kill -STOP} does: it runs no further, and everybody waits for it. */
    public void suspend() throws IOException, InterruptedException {
        process.signal("STOP");
    }

    /** Lets it go on; for itself no time has passed. */
    public void resume() throws IOException, InterruptedException {
        process.signal("CONT");
    }

    /** Runs another command against it. */
    public Launched ask(String... arguments) throws IOException, InterruptedException {
        return distribution.run(Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--server", address("HTTP API").toString()))
                .toArray(String[]::new));
    }

    /** The lines that a command prints, as JSON. */
    List<JsonNode> json(String... arguments) throws IOException, InterruptedException {
        Launched run = ask(arguments);
        assertThat(run.code()).as(run.toString()).isZero();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : run.outLines()) {
            lines.add(ServerClient.JSON.readTree(line));
        }
        return lines;
    }

    /** What it says of itself to {@code status}. */
    public ServeStatus status() throws IOException, InterruptedException {
        return new ServeStatus(ServerClient.JSON.readTree(get("/v1/status").body()));
    }

    /** What its HTTP API answers. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(address("HTTP API").resolve(path))
                .timeout(ANSWER_TIMEOUT)
                .build();
        try {
            return HttpClient.newHttpClient().send(question, HttpResponse.BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            throw new AssertionError(path + " did not answer within " + ANSWER_TIMEOUT + ": " + process, e);
        }
    }

    /** Stops it as a person or a system would, and says how it ended. */
    public Launched stop() throws InterruptedException {
        process.terminate();
        process.awaitEnd();
        return process;
    }

    /** Stops it as somebody does who does not want to wait: with a second signal while it stops. */
    Launched stopAtOnce() throws InterruptedException {
        process.terminate();
        await().atMost(Launched.PATIENCE_SECONDS, SECONDS)
                .pollInterval(20, MILLISECONDS)
                .until(() -> process.errLines().contains("stopping"));
        process.terminate();
        process.awaitEnd();
        return process;
    }

    /** What it logged. */
    public List<String> log() throws IOException {
        return process.errLines();
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
