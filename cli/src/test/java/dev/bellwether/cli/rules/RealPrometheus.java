package dev.bellwether.cli.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A real Prometheus that scrapes a target, evaluates a rule file, and writes what it scrapes to Bellwether. */
final class RealPrometheus implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final URI address;

    private RealPrometheus(Process process, Path log, URI address) {
        this.process = process;
        this.log = log;
        this.address = address;
    }

    /**
     * Starts it.
     *
     * @param target port that is scraped
     * @param write port that takes what is written
     */
    static RealPrometheus start(Path program, Path folder, int target, int write, Path rules, Duration interval)
            throws IOException {
        Path config = Files.writeString(
                folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 500ms, scrape_timeout: 400ms, evaluation_interval: %dms}
                rule_files: ["%s"]
                scrape_configs:
                  - job_name: parts
                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                remote_write:
                  - url: http://127.0.0.1:%d/api/v1/write
                    queue_config: {batch_send_deadline: 200ms}
                    # what it evaluates itself is not written
                    write_relabel_configs:
                      - {source_labels: [__name__], regex: "ALERTS.*|part:.*", action: drop}
                """.formatted(interval.toMillis(), rules, target, write));
        Path log = folder.resolve("prometheus.log");
        int port = freePort();
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("prometheus"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new RealPrometheus(process, log, URI.create("http://127.0.0.1:" + port));
    }

    /** When it found each alert firing, by the alert's name. */
    Map<String, List<Instant>> firing() throws IOException, InterruptedException {
        Map<String, List<Instant>> times = new TreeMap<>();
        String query = URLEncoder.encode("ALERTS{alertstate=\"firing\"}[1h]", StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/v1/query?query=" + query))
                .build();
        JsonNode answer = JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        for (JsonNode series : answer.path("data").path("result")) {
            Map<String, String> labels = new HashMap<>();
            series.path("metric")
                    .fields()
                    .forEachRemaining(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            for (JsonNode point : series.path("values")) {
                times.computeIfAbsent(Firing.name(labels), name -> new ArrayList<>())
                        .add(Instant.ofEpochMilli(Math.round(point.get(0).asDouble() * 1000)));
            }
        }
        return times;
    }

    String log() {
        try {
            return Files.readString(log);
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
            process.destroyForcibly().waitFor();
        }
    }
}
