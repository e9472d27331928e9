package dev.bellwether.cli;

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

/** Answers as no server should. */
final class BadServer implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    private interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private BadServer(Answer answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer.to(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    /** Sends the same letter until its client hangs up. */
    static BadServer withoutEnd(int status) throws IOException {
        byte[] letters = new byte[1 << 16];
        Arrays.fill(letters, (byte) 'x');
        return new BadServer(exchange -> {
            exchange.sendResponseHeaders(status, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(letters);
                }
            }
        });
    }

    /** Begins an answer, and does not go on; with status 0 it does not begin either. */
    static BadServer stalling(int status) throws IOException {
        return new BadServer(exchange -> {
            if (status > 0) {
                exchange.sendResponseHeaders(status, 0);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
            }
            Thread.currentThread().join(); // until the server is closed
        });
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
