package dev.bellwether.cli.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Something to scrape: parts that are well and ill by turns, each at its own pace. */
final class ScriptedParts implements AutoCloseable {

    private static final List<String> PARTS = List.of("pump", "valve", "tank");

    private final Instant start = Instant.now();
    private final HttpServer server;

    ScriptedParts() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            byte[] body = text().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private String text() {
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
        StringBuilder text = new StringBuilder("# TYPE pressure gauge\n");
        for (int i = 0; i < PARTS.size(); i++) {
            text.append("pressure{part=\"").append(PARTS.get(i)).append("\"} ");
            text.append(high(seconds, i) ? 90 : 10).append('\n');
        }
        text.append("# TYPE faults_total counter\n");
        for (int i = 0; i < PARTS.size(); i++) {
            text.append("faults_total{part=\"").append(PARTS.get(i)).append("\"} ");
            text.append((long) faults(seconds, i)).append('\n');
        }
        // a part that is there only half of the time
        if ((long) (seconds / 15) % 2 == 0) {
            text.append("# TYPE spare gauge\nspare{part=\"rotor\"} 1\n");
        }
        return text.toString();
    }

    /** Eight seconds of each of its periods. */
    private static boolean high(double seconds, int part) {
        return seconds % (17 + 4 * part) < 8;
    }

    /** Ten a second while the pressure is high. */
    private static double faults(double seconds, int part) {
        double period = 17 + 4 * part;
        double whole = Math.floor(seconds / period) * 80;
        return whole + Math.min(seconds % period, 8) * 10;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
