package dev.bellwether.notification.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.bellwether.testing.ScriptedServer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps what it is told, and answers as it was told. */
public final class FakeAlertmanager implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A request: its line, its credentials, and the alerts in it. */
    public record Request(String line, String authorization, List<JsonNode> alerts) {}

    private final Collection<Request> taken = new ConcurrentLinkedQueue<>();
    private final ScriptedServer server;

    public FakeAlertmanager() throws IOException {
        server = new ScriptedServer(this::take);
    }

    private void take(HttpExchange exchange) throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        JSON.readTree(exchange.getRequestBody()).forEach(alerts::add);
        taken.add(new Request(
                exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                alerts));
        exchange.sendResponseHeaders(200, -1);
    }

    /** From now on it is away, or does something else instead of taking alerts. */
    public void answers(ScriptedServer.Answer answer) {
        server.answers(answer);
    }

    public void takesAlerts() {
        server.answers(this::take);
    }

    public List<Request> requests() {
        return List.copyOf(taken);
    }

    /** Alerts taken, in the order in which they came. */
    public List<JsonNode> alerts() {
        return taken.stream().flatMap(request -> request.alerts().stream()).toList();
    }

    public int timesAsked() {
        return server.timesAsked();
    }

    public URI uri() {
        return server.uri();
    }

    @Override
    public void close() {
        server.close();
    }
}
