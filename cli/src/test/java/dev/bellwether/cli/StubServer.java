package dev.bellwether.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as it was told, in order, the last answer again and again; and remembers what it was asked. */
final class StubServer implements AutoCloseable {

    private final HttpServer server;
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    private record Answer(int status, String body) {}

    /** A request; of parameters that are repeated, the values with commas between them. */
    record Asked(String method, String path, Map<String, String> parameters, String body) {}

    private StubServer(HttpServer server) {
        this.server = server;
    }

    static StubServer start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        StubServer stub = new StubServer(server);
        server.createContext("/", stub::handle);
        server.start();
        return stub;
    }

    StubServer answering(String body) {
        return answering(200, body);
    }

    synchronized StubServer answering(int status, String body) {
        answers.add(new Answer(status, body));
        return this;
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    Asked askedLast() {
        return asked.get(asked.size() - 1);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    parameters(exchange.getRequestURI().getRawQuery()),
                    body));
            Answer answer = next();
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized Answer next() {
        Answer answer = answers.size() > 1 ? answers.poll() : answers.peek();
        return answer == null ? new Answer(404, "") : answer;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new TreeMap<>();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                parameters.merge(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8), (a, b) -> a + "," + b);
            }
        }
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
