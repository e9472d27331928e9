package dev.bellwether.cli;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A running {@code serve} on free ports, and the commands that ask it. */
final class ServeProcess implements AutoCloseable {

    private static final List<String> FREE_PORTS = Stream.of(
                    "embedded.kafka-port=0",
                    "embedded.registry-port=0",
                    "ingest.grpc-port=0",
                    "ingest.http-port=0",
                    "console.http-port=0")
            .flatMap(setting -> Stream.of("--set", setting))
            .toList();

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
        Launched process = distribution.start(arguments(folder, more));
        ServeProcess serve = new ServeProcess(distribution, process);
        try {
            await().atMost(Launched.PATIENCE_SECONDS, SECONDS)
                    .failFast("serve has ended", () -> !process.running())
                    .until(() -> process.outLines().contains("ready"));
        } catch (RuntimeException e) {
            serve.close();
            throw new AssertionError("not ready: " + process, e);
        }
        return serve;
    }

    long pid() {
        return process.pid();
    }

    URI otlpGrpc() throws IOException {
        return address("OTLP/gRPC");
    }

    URI otlpHttp() throws IOException {
        return address("OTLP/HTTP");
    }

    private URI address(String name) throws IOException {
        return process.outLines().stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> URI.create(line.substring(name.length()).strip()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among what serve printed: " + process));
    }

    /** Runs another command against it. */
    Launched ask(String... arguments) throws IOException, InterruptedException {
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

    /** Stops it as a person or a system would, and says how it ended. */
    Launched stop() throws InterruptedException {
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

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
