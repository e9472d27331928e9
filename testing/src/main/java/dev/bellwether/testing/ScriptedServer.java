package dev.bellwether.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server on loopback that answers every request as a test says, also as no server should. */
public final class ScriptedServer implements AutoCloseable {

    /** How it answers a request, which is ended afterwards. */
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;
    private volatile Answer answer;

    /** Starts it on a free port. */
    public ScriptedServer(Answer answer) throws IOException {
        this.answer = answer;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.incrementAndGet();
            answer.to(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Only this status. */
    public static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    /** The same letter until the client hangs up. */
    public static Answer withoutEnd(int status) {
        byte[] letters = new byte[1 << 16];
        Arrays.fill(letters, (byte) 'x');
        return exchange -> {
            exchange.sendResponseHeaders(status, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(letters);
                }
            }
        };
    }

    /** The beginning of an answer, and no more until the server is closed. */
    public static Answer stalling(int status) {
        return exchange -> {
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            Thread.currentThread().join();
        };
    }

    /** No answer until the server is closed. */
    public static Answer silent() {
        return exchange -> Thread.currentThread().join();
    }

    /** From now on. */
    public void answers(Answer newAnswer) {
        answer = newAnswer;
    }

    /** How many requests came, whatever they were answered. */
    public int timesAsked() {
        return asked.get();
    }

    /** Without a path. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
