package dev.bellwether.console;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dev.bellwether.console.http.Errors;
import dev.bellwether.console.http.LongPolls;
import dev.bellwether.console.http.RouteTable;
import dev.bellwether.console.log.Announcer;
import dev.bellwether.console.log.FactReader;
import dev.bellwether.console.log.Tails;
import dev.bellwether.console.status.RoleState;
import dev.bellwether.console.status.RoleStatus;
import dev.bellwether.console.view.FactViews;
import dev.bellwether.edge.Edge;
import dev.bellwether.edge.ListenAddress;
import dev.bellwether.edge.Listener;
import dev.bellwether.edge.PortTakenException;
import io.micrometer.core.instrument.Gauge;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP API: reads the facts into bounded views, and answers from them. Answers from the first moment on, also while the
 * broker is not there yet; {@link #status} and {@code /readyz} say when it has read all there was.
 */
public final class ConsoleServer implements AutoCloseable {

    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final int MAX_CONNECTIONS = 4_096;
    private static final int BLOCKING_THREADS = 8;

    private static final Logger log = LoggerFactory.getLogger(ConsoleServer.class);

    private final ConsoleConfig config;
    private final Listener listener;
    private final FactViews views;
    private final LongPolls polls;
    private final Tails tails;
    private final Announcer announcer;
    private final FactReader reader;
    private final Server server;
    private boolean closed;

    public ConsoleServer(ConsoleConfig config, ConsoleInputs inputs) {
        this.config = requireNonNull(config, "config");
        this.listener =
                new Listener("the console", new ListenAddress(config.host(), config.port()), "console.http-port");
        this.views = new FactViews(config.limits());
        this.polls = new LongPolls(config.maxWaits());
        this.tails = new Tails(inputs.kafka(), inputs.topics(), inputs.codec(), config.maxTails(), inputs.meters());
        this.announcer = new Announcer(inputs.kafka(), inputs.topics(), inputs.codec(), config.brokerPatience());
        this.reader = new FactReader(
                inputs.kafka(), inputs.topics(), inputs.codec(), views, polls::signal, inputs.clock(), inputs.meters());
        List<RoleStatus> roles = new ArrayList<>(inputs.roles());
        roles.add(status());
        this.server = server(new RouteTable(
                views,
                polls,
                tails,
                announcer,
                roles,
                inputs.about(),
                inputs.meters(),
                inputs.clock(),
                config.brokerPatience(),
                config.startPatience()));
        registerMeters(inputs);
    }

    private Server server(RouteTable routes) {
        ServerBuilder builder = Edge.open()
                .server(listener)
                .maxNumConnections(MAX_CONNECTIONS)
                .maxRequestLength(MAX_BODY_BYTES)
                .requestTimeout(RouteTable.LONGEST_ANSWER)
                .blockingTaskExecutor(BLOCKING_THREADS)
                .childChannelOption(ChannelOption.SO_KEEPALIVE, true) // a tail may say nothing for hours
                .gracefulShutdownTimeout(Duration.ofMillis(100), Duration.ofSeconds(2))
                .errorHandler(new Errors());
        routes.bind(builder);
        return builder.build();
    }

    private void registerMeters(ConsoleInputs inputs) {
        Gauge.builder("bellwether.console.waits", polls, LongPolls::count)
                .description("Questions that wait for their answer")
                .register(inputs.meters());
        Gauge.builder(
                        "bellwether.console.windows.held",
                        views,
                        all -> all.services().size())
                .description("Windows of one operation each that are held")
                .register(inputs.meters());
        Gauge.builder(
                        "bellwether.console.deployments.held",
                        views,
                        all -> all.deployments().size())
                .description("Deployments that are held")
                .register(inputs.meters());
        Gauge.builder(
                        "bellwether.console.alerts.held",
                        views,
                        all -> all.alerts().size())
                .description("Alerts that are held")
                .register(inputs.meters());
        Gauge.builder("bellwether.console.evicted", views, ConsoleServer::evicted)
                .description("What the views let go because there was too much to hold")
                .register(inputs.meters());
    }

    private static double evicted(FactViews views) {
        return views.services().evicted()
                + views.deployments().evicted()
                + views.verdicts().evicted()
                + views.alerts().evicted();
    }

    /**
     * Listens, and begins to read.
     *
     * @throws PortTakenException if the port cannot be listened on
     */
    public void start() {
        try {
            Edge.start(server, listener);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        reader.start();
        log.info("console listens on http://{}:{}", config.host(), port());
    }

    /** The port that it listens on. */
    public int port() {
        return server.activeLocalPort();
    }

    /** The console itself as a role: RUNNING once it has read all that the fact topics held. */
    public RoleStatus status() {
        return new Status(views, reader);
    }

    private record Status(FactViews views, FactReader reader) implements RoleStatus {

        @Override
        public String name() {
            return "console";
        }

        @Override
        public RoleState state() {
            if (!views.caughtUp()) {
                return RoleState.STARTING;
            }
            return reader.trouble() == null ? RoleState.RUNNING : RoleState.DEGRADED;
        }

        @Override
        public Map<String, String> details() {
            String trouble = reader.trouble();
            return trouble == null ? Map.of() : Map.of("trouble", trouble);
        }
    }

    /** Ends tails, answers what waits, and stops, within seconds. Closing twice does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        tails.close();
        polls.close();
        server.stop().join();
        reader.close();
        announcer.close();
    }
}
