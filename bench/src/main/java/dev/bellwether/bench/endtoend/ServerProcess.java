package dev.bellwether.bench.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code serve} in a process of its own, on free ports. It does not outlive this process. */
final class ServerProcess implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final int LAST_WORDS = 5;
    private static final List<String> FREE_PORTS = List.of(
            "embedded.kafka-port=0",
            "embedded.registry-port=0",
            "ingest.grpc-port=0",
            "ingest.http-port=0",
            "console.http-port=0");

    private final Process process;
    private final Path out;
    private final Path err;

    private ServerProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts it, and waits until all of it runs.
     *
     * @param folder for its data and what it prints
     * @throws IOException if it does not start; the message has what it said last
     */
    static ServerProcess start(Installation installation, TemporaryFolder folder, ServerOptions options)
            throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("serve", "--data", folder.path().resolve("data").toString()));
        FREE_PORTS.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        options.settings().forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        Path out = folder.path().resolve("serve.out");
        Path err = folder.path().resolve("serve.err");
        Map<String, String> environment = options.environment();
        Process process = installation.start(arguments, environment, out.toFile(), err.toFile());
        folder.usedBy(process);
        ServerProcess server = new ServerProcess(process, out, err);
        try {
            server.awaitReady();
            return server;
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!Files.readAllLines(out).contains("ready")) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("serve does not start; it said: " + lastWords());
            }
            pause();
        }
    }

    private void pause() throws IOException {
        try {
            process.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while serve started", interrupted);
        }
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(err);
        return lines.isEmpty()
                ? "nothing"
                : String.join("; ", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
    }

    /** What it says that it takes for one of its addresses. */
    String shown(String name) {
        try {
            return Files.readAllLines(out).stream()
                    .filter(line -> line.startsWith(name + " "))
                    .map(line -> line.substring(name.length()).strip())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("serve does not say its " + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI otlpGrpc() {
        return URI.create(shown("OTLP/gRPC"));
    }

    String kafka() {
        return shown("Kafka");
    }

    URI registry() {
        return URI.create(shown("Schema registry"));
    }

    long pid() {
        return process.pid();
    }

    /** Processor time of all its threads since it began. */
    Duration cpu() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("serve has ended by itself; it said: " + lastWords());
        }
        return process.toHandle().info().totalCpuDuration().orElseThrow();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException interrupted) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    private void kill() {
        process.destroyForcibly();
    }
}
