package dev.bellwether.edge.limit;

import static org.awaitility.Awaitility.await;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import dev.bellwether.edge.Edge;
import dev.bellwether.edge.EdgeConfig;
import dev.bellwether.edge.ListenAddress;
import dev.bellwether.edge.Listener;
import dev.bellwether.edge.access.Guarded;
import dev.bellwether.edge.access.Permission;
import dev.bellwether.edge.tls.ClientTls;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A listener as the process has them: {@code /} answers 204 at once, {@code /waits} never does, {@code /breaks} has a fault in its answer. */
final class LimitedServer implements AutoCloseable {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Edge edge;
    private final Server server;

    LimitedServer(EdgeConfig config) {
        edge = Edge.of(config, meters);
        Listener listener = new Listener("the test", ListenAddress.loopback(0), "test.port");
        server = edge.server(
                        listener,
                        (context, request, refusal) ->
                                HttpResponse.of(refusal.reason().status()))
                .service("/", Guarded.by(Permission.ANYBODY, (context, request) -> HttpResponse.of(204)))
                .service(
                        "/waits",
                        Guarded.by(
                                Permission.ANYBODY, (context, request) -> HttpResponse.of(new CompletableFuture<>())))
                .service("/breaks", Guarded.by(Permission.ANYBODY, (context, request) -> broken()))
                .build();
        edge.start(server, listener);
    }

    private static HttpResponse broken() {
        HttpResponseWriter answer = HttpResponse.streaming();
        answer.write(ResponseHeaders.of(200));
        answer.close(new IllegalStateException("a fault of the server"));
        return answer;
    }

    static LimitedServer with(HttpLimits limits) {
        return new LimitedServer(EdgeConfig.OPEN.withLimits(limits));
    }

    int port() {
        return server.activeLocalPort();
    }

    /** Reads wait for 10 seconds at most. */
    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(10));
        return socket;
    }

    /** An encrypted connection that speaks HTTP/2. */
    Socket connect(ClientTls tls) throws IOException {
        SSLSocket socket =
                (SSLSocket) tls.context().getSocketFactory().createSocket(connect(), "localhost", port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** How often clients went beyond this limit. */
    double counted(Breach breach) {
        return meters.get("bellwether.edge.limits.hit")
                .tags("listener", "test", "reason", breach.tag())
                .functionCounter()
                .count();
    }

    /** Waits for the count, since a client may know of its end before it is counted. */
    void awaitCounted(Breach breach, int times) {
        await().until(() -> counted(breach) == times);
    }

    double openConnections() {
        return meters.get("bellwether.edge.connections").gauge().value();
    }

    /** What somebody else is answered, on a connection of their own. */
    int answerToSomebodyElse() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    @Override
    public void close() {
        server.stop().join();
        edge.close();
    }
}
