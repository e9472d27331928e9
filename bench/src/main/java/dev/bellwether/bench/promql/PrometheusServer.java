package dev.bellwether.bench.promql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.storage.SeriesSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Prometheus of its own, on a free port of the loopback interface, with its files in a temporary folder. */
final class PrometheusServer implements QueryEngine, AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofMinutes(1);
    private static final Duration REQUEST_PATIENCE = Duration.ofMinutes(5);
    private static final int SERIES_OF_A_REQUEST = 1_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Path folder;
    private final Process process;
    private final URI address;

    /** Ends Prometheus when this process is told to end: by Ctrl-C, in the middle of a query. */
    private final Thread lastResort = new Thread(this::end, "prometheus-end");

    private PrometheusServer(Path folder, Process process, URI address) {
        this.folder = folder;
        this.process = process;
        this.address = address;
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /**
     * Starts it, and waits until it answers.
     *
     * @throws IOException if it does not start; the message has what it said last
     */
    static PrometheusServer start(Path program) throws IOException {
        Path folder = Files.createTempDirectory("bellwether-bench-");
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), "{}\n");
        int port = freePort();
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--web.enable-remote-write-receiver",
                        "--enable-feature=native-histograms",
                        "--query.max-samples=1000000000",
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        PrometheusServer server = new PrometheusServer(folder, process, URI.create("http://127.0.0.1:" + port));
        try {
            server.awaitReady();
            return server;
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("Prometheus does not start; it said: " + lastWords());
            }
            try {
                process.waitFor(50, TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while Prometheus started", interrupted);
            }
        }
    }

    private boolean isReady() {
        try {
            return send(HttpRequest.newBuilder(address.resolve("/-/ready")), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("log"));
        return lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1);
    }

    /** Writes series into it. */
    void write(List<SeriesSamples> series) throws IOException {
        for (int from = 0; from < series.size(); from += SERIES_OF_A_REQUEST) {
            byte[] body = RemoteWrite.body(series.subList(from, Math.min(series.size(), from + SERIES_OF_A_REQUEST)));
            HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve("/api/v1/write"))
                    .header("Content-Type", "application/x-protobuf")
                    .header("Content-Encoding", "snappy")
                    .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                    .POST(BodyPublishers.ofByteArray(body));
            HttpResponse<String> response = send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IOException(
                        "Prometheus refuses series, with status " + response.statusCode() + ": " + response.body());
            }
        }
    }

    @Override
    public void run(BenchQuery query, QueryKind kind) {
        ask(query, kind, BodyHandlers.discarding());
    }

    @Override
    public Answer answer(BenchQuery query, QueryKind kind) {
        try {
            JsonNode result =
                    json.readTree(ask(query, kind, BodyHandlers.ofString())).at("/data/result");
            Map<Labels, Map<Long, Double>> values = new HashMap<>();
            for (JsonNode one : result) {
                Map<Long, Double> samples = new HashMap<>();
                if (one.has("value")) {
                    add(samples, one.get("value"));
                }
                one.path("values").forEach(sample -> add(samples, sample));
                values.put(labels(one.get("metric")), samples);
            }
            return new Answer(values);
        } catch (IOException malformed) {
            throw new UncheckedIOException("Prometheus' answer to " + query.text(), malformed);
        }
    }

    private static void add(Map<Long, Double> samples, JsonNode sample) {
        samples.put(
                Math.round(sample.get(0).asDouble() * 1000),
                number(sample.get(1).asText()));
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static Labels labels(JsonNode metric) {
        Map<String, String> labels = new HashMap<>();
        metric.fields()
                .forEachRemaining(
                        label -> labels.put(label.getKey(), label.getValue().asText()));
        return Labels.of(labels);
    }

    private <T> T ask(BenchQuery query, QueryKind kind, BodyHandler<T> handler) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        address.resolve(kind == QueryKind.INSTANT ? "/api/v1/query" : "/api/v1/query_range"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(parameters(query, kind))));
        HttpResponse<T> response = send(request, handler);
        if (response.statusCode() != 200) {
            throw new IllegalStateException("Prometheus answers " + query.text() + " with status "
                    + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private static Map<String, String> parameters(BenchQuery query, QueryKind kind) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("query", query.text());
        switch (kind) {
            case INSTANT -> parameters.put("time", BenchQuery.END.toString());
            case RANGE -> {
                parameters.put("start", BenchQuery.RANGE_START.toString());
                parameters.put("end", BenchQuery.END.toString());
                parameters.put("step", BenchQuery.STEP.toSeconds() + "s");
            }
        }
        return parameters;
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
        try {
            return http.send(request.timeout(REQUEST_PATIENCE).build(), handler);
        } catch (IOException failed) {
            throw new UncheckedIOException("Prometheus at " + address + " does not answer", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Prometheus worked", interrupted);
        }
    }

    @Override
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow(() -> new IllegalStateException("Prometheus has ended"));
    }

    /** Ends it, and removes its files. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException ending) {
            return; // the process is at its end, and the hook at work
        }
        end();
    }

    private void end() {
        process.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException notRemoved) {
            throw new UncheckedIOException("the files of Prometheus in " + folder, notRemoved);
        }
    }
}
