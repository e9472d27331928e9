package dev.bellwether.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that gives prepared answers in order, the last one again and again, and keeps what it was asked. */
final class ScriptedServer implements AutoCloseable {

    /** What was asked: "GET /path" and the body, if any. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    final List<String> authorizations = new CopyOnWriteArrayList<>();
    final List<String> contentTypes = new CopyOnWriteArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    ScriptedServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://" + authority());
    }

    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    ScriptedServer then(int status, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return then(exchange -> {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    /** Begins to answer and never ends. */
    ScriptedServer thenStalls() {
        return then(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            body.write('{');
            body.flush();
            try {
                Thread.currentThread().join(); // until the server is closed
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    synchronized ScriptedServer then(Answer answer) {
        answers.add(answer);
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            requests.add(body.isEmpty() ? line : line + " " + body);
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            contentTypes.add(String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")));
            next().to(exchange);
        }
    }

    private synchronized Answer next() {
        Answer answer = answers.size() > 1 ? answers.poll() : answers.peek();
        if (answer == null) {
            throw new IllegalStateException("no answer was prepared");
        }
        return answer;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
