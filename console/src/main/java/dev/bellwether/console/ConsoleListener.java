package dev.bellwether.console;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dev.bellwether.console.http.Errors;
import dev.bellwether.console.http.RouteTable;
import dev.bellwether.edge.Edge;
import dev.bellwether.edge.ListenAddress;
import dev.bellwether.edge.Listener;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.function.Consumer;

/** The console's HTTP port, whichever routes are served there. */
final class ConsoleListener {

    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final int BLOCKING_THREADS = 8;

    private final Edge edge;
    private final Listener listener;
    private final Server server;

    ConsoleListener(ConsoleConfig config, Edge edge, Consumer<ServerBuilder> routes) {
        requireNonNull(config, "config");
        this.edge = requireNonNull(edge, "edge");
        this.listener =
                new Listener("the console", new ListenAddress(config.host(), config.port()), "console.http-port");
        ServerBuilder builder = edge.server(listener, new Errors())
                .maxRequestLength(MAX_BODY_BYTES)
                .requestTimeout(RouteTable.LONGEST_ANSWER)
                .blockingTaskExecutor(BLOCKING_THREADS)
                .childChannelOption(ChannelOption.SO_KEEPALIVE, true) // a tail may say nothing for hours
                .gracefulShutdownTimeout(Duration.ofMillis(100), Duration.ofSeconds(2))
                .errorHandler(new Errors());
        routes.accept(builder);
        this.server = builder.build();
    }

    /** @throws dev.bellwether.edge.PortTakenException if the port cannot be listened on */
    void start() {
        edge.start(server, listener);
    }

    String scheme() {
        return edge.scheme();
    }

    int port() {
        return server.activeLocalPort();
    }

    void stop() {
        server.stop().join();
    }
}
