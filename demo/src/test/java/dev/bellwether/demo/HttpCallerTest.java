package dev.bellwether.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class HttpCallerTest {

    private final ExecutorService executor = Executors.newFixedThreadPool(4);
    private final Queue<Integer> clientPorts = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private HttpCaller caller;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(Loopback.port(0), 0);
        server.setExecutor(executor);
        server.createContext("/", this::echo);
        server.start();
        caller = new HttpCaller(Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() throws InterruptedException {
        caller.close();
        server.stop(0);
        executor.shutdownNow();
    }

    /** Answers with what was asked. */
    private void echo(HttpExchange exchange) throws IOException {
        clientPorts.add(exchange.getRemoteAddress().getPort());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String text = String.join(
                " ",
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")),
                body);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/bad") ? 500 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Test
    void request_arrivesWithMethodPathHeadersAndBody() throws Exception {
        HttpRequest request =
                new HttpRequest(port(), "POST", "/orders?x=1", Map.of("traceparent", "00-ab"), "tea \u00fc");
        assertThat(await(caller.send(request)))
                .isEqualTo(new HttpAnswer(200, "POST /orders?x=1 00-ab tea \u00fc", true));
    }

    @Test
    void statusOfAFailure_isAnAnswer() throws Exception {
        assertThat(await(caller.send(get("/bad"))).status()).isEqualTo(500);
    }

    @Test
    void requestsOneAfterAnother_shareAConnection() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(await(caller.send(get("/" + i))).body()).startsWith("GET /" + i + " ");
        }
        assertThat(clientPorts.stream().distinct()).hasSize(1);
    }

    @Test
    void requestsAtTheSameTime_getEachTheirOwnAnswer() throws Exception {
        List<CompletableFuture<HttpAnswer>> answers =
                IntStream.range(0, 200).mapToObj(i -> caller.send(get("/" + i))).toList();
        for (int i = 0; i < answers.size(); i++) {
            assertThat(await(answers.get(i)).body()).startsWith("GET /" + i + " ");
        }
    }

    @Test
    void longAnswer_isReadWhole() throws Exception {
        String body = "x".repeat(300_000);
        HttpRequest request = HttpRequest.to(port(), "POST", "/", body);
        assertThat(await(caller.send(request)).body()).endsWith(body);
    }

    @Test
    void nobodyListens_fails() {
        server.stop(0);
        assertThat(caller.send(get("/")))
                .failsWithin(20, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(ConnectException.class);
    }

    @Test
    void serverEndsTheConnectionInstead_fails() throws Exception {
        try (ServerSocket listener = new ServerSocket()) {
            listener.bind(Loopback.port(0));
            CompletableFuture<HttpAnswer> answer =
                    caller.send(HttpRequest.to(listener.getLocalPort(), "GET", "/", null));
            try (Socket socket = listener.accept()) {
                readHead(socket);
            }
            assertThat(answer)
                    .failsWithin(20, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withCauseInstanceOf(EOFException.class);
        }
    }

    @Test
    void connectionThatTheServerEnds_isNotUsedAgain() throws Exception {
        try (ServerSocket listener = new ServerSocket()) {
            listener.bind(Loopback.port(0));
            for (int i = 0; i < 3; i++) {
                CompletableFuture<HttpAnswer> answer =
                        caller.send(HttpRequest.to(listener.getLocalPort(), "GET", "/", null));
                try (Socket socket = listener.accept()) {
                    readHead(socket);
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                    assertThat(await(answer).status()).isEqualTo(200);
                }
            }
        }
    }

    @Test
    void noAnswerInTime_fails() throws Exception {
        try (ServerSocket silent = new ServerSocket();
                HttpCaller impatient = new HttpCaller(Duration.ofMillis(100))) {
            silent.bind(Loopback.port(0));
            assertThat(impatient.send(HttpRequest.to(silent.getLocalPort(), "GET", "/", null)))
                    .failsWithin(20, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void close_failsWhatIsUnderWay() throws Exception {
        try (ServerSocket silent = new ServerSocket()) {
            silent.bind(Loopback.port(0));
            CompletableFuture<HttpAnswer> answer = caller.send(HttpRequest.to(silent.getLocalPort(), "GET", "/", null));
            caller.close();
            assertThat(answer)
                    .failsWithin(20, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withCauseInstanceOf(ClosedChannelException.class);
        }
    }

    private HttpRequest get(String path) {
        return HttpRequest.to(port(), "GET", path, null);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static HttpAnswer await(CompletableFuture<HttpAnswer> answer) throws Exception {
        return answer.get(20, TimeUnit.SECONDS);
    }

    private static void readHead(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
    }
}
