package dev.bellwether.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A real Alertmanager, which may be killed and started again at the same address. */
final class AlertmanagerProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path program;
    private final Path folder;
    private final int port;
    private Process process;

    private AlertmanagerProcess(Path program, Path folder, int port, Process process) {
        this.program = program;
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    static AlertmanagerProcess start(Path program, Path folder) throws IOException {
        Files.writeString(folder.resolve("alertmanager.yml"), """
                route: {receiver: nobody}
                receivers: [{name: nobody}]
                """);
        int port = freePort();
        return new AlertmanagerProcess(program, folder, port, launch(program, folder, port));
    }

    private static Process launch(Path program, Path folder, int port) throws IOException {
        return new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + folder.resolve("alertmanager.yml"),
                        "--storage.path=" + folder.resolve("alertmanager"),
                        "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()))
                .start();
    }

    private static Path log(Path folder) {
        return folder.resolve("alertmanager.log");
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Alerts by name as it has them; those that are over are not among them. Empty while it does not answer. */
    Map<String, JsonNode> alerts() {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(uri().resolve("/api/v2/alerts")).build(),
                    HttpResponse.BodyHandlers.ofString());
            Map<String, JsonNode> alerts = new TreeMap<>();
            JSON.readTree(answer.body())
                    .forEach(alert ->
                            alerts.put(alert.path("labels").path("alertname").asText(), alert));
            return alerts;
        } catch (IOException e) {
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** With SIGKILL, and all that it knew of alerts with it: it keeps them in memory. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void startAgain() throws IOException {
        process = launch(program, folder, port);
    }

    String log() {
        try {
            return Files.readString(log(folder));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
