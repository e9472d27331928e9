package dev.bellwether.embedded.registry;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.bellwether.edge.Edge;
import dev.bellwether.edge.ListenAddress;
import dev.bellwether.edge.Listener;
import dev.bellwether.edge.PortTakenException;
import dev.bellwether.embedded.Loopback;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry that speaks Confluent's REST API on loopback, and keeps all it knows on one compacted topic: ids and
 * versions are the same after a restart. It must be the topic's only writer.
 */
public final class RegistryServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryServer.class);
    private static final Duration CLOSE = Duration.ofSeconds(3);

    private final Edge edge;
    private final Server server;
    private final SchemaLog log;

    private RegistryServer(Edge edge, Server server, SchemaLog log) {
        this.edge = edge;
        this.server = server;
        this.log = log;
    }

    /** A registry that everybody on this machine may ask and change; see {@link #start(Edge, String, RegistryConfig)}. */
    public static RegistryServer start(String bootstrapServers, RegistryConfig config) {
        return start(Edge.open(), bootstrapServers, config);
    }

    /**
     * Reads the topic to its end, then listens.
     *
     * @param edge who may ask
     * @param bootstrapServers the broker that has the topic
     * @throws PortTakenException if the port cannot be bound
     */
    public static RegistryServer start(Edge edge, String bootstrapServers, RegistryConfig config) {
        requireNonNull(bootstrapServers, "bootstrapServers");
        requireNonNull(config, "config");
        Subjects subjects = new Subjects(config.defaultLevel());
        SchemaLog log = SchemaLog.open(bootstrapServers, config.topic(), config.writeTimeout(), subjects::apply);
        try {
            Listener listener = new Listener(
                    "the embedded schema registry",
                    ListenAddress.loopback(config.port()),
                    "embedded.registry-port",
                    true);
            Server server = server(edge, listener, config, new RegistryRoutes(subjects, new Registrar(subjects, log)));
            edge.start(server, listener);
            RegistryServer registry = new RegistryServer(edge, server, log);
            LOG.info(
                    "Schema registry listens on {}, {} subjects",
                    registry.uri(),
                    subjects.names().size());
            return registry;
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /** Where clients connect. */
    public URI uri() {
        return URI.create(edge.scheme() + "://" + Loopback.HOST + ":" + port());
    }

    public int port() {
        return server.activeLocalPort();
    }

    /**
     * Stops listening, then reading the topic. Requests that are under way end without an answer: clients repeat them, since
     * none does harm when repeated, and to wait for them costs a second in every stop. Closing twice does nothing.
     */
    @Override
    public void close() {
        try {
            server.stop().get(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The schema registry did not stop listening within {}", CLOSE, e);
        } finally {
            log.close();
        }
    }

    private static Server server(Edge edge, Listener listener, RegistryConfig config, RegistryRoutes routes) {
        var builder = edge.server(
                        listener,
                        (context, request, refusal) -> RegistryRoutes.error(
                                        refusal.reason().status().code(),
                                        refusal.reason().status().code(),
                                        refusal.message())
                                .toHttpResponse())
                .maxRequestLength(config.maxRequestBytes())
                .requestTimeout(config.writeTimeout().multipliedBy(3))
                .errorHandler(new ConfluentErrors());
        routes.addTo(builder);
        return builder.build();
    }

    /** What goes wrong before or outside of our routes, in the form that clients know. */
    private static final class ConfluentErrors implements ServerErrorHandler {

        @Override
        public @Nullable HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
            return null;
        }

        @Override
        public AggregatedHttpResponse renderStatus(
                @Nullable ServiceRequestContext context,
                ServiceConfig config,
                @Nullable RequestHeaders headers,
                HttpStatus status,
                @Nullable String description,
                @Nullable Throwable cause) {
            return RegistryRoutes.error(status.code(), status.code(), "HTTP " + status);
        }
    }
}
