package dev.bellwether.console;

import static java.util.Objects.requireNonNull;

import dev.bellwether.console.http.LongPolls;
import dev.bellwether.console.http.OperationsTable;
import dev.bellwether.console.http.RouteTable;
import dev.bellwether.console.letters.LetterBox;
import dev.bellwether.console.log.Announcer;
import dev.bellwether.console.log.FactReader;
import dev.bellwether.console.log.Tails;
import dev.bellwether.console.status.RoleState;
import dev.bellwether.console.status.RoleStatus;
import dev.bellwether.console.view.FactViews;
import dev.bellwether.edge.PortTakenException;
import dev.bellwether.observation.meter.Catalogue.Console;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP API: reads the facts into bounded views, and answers from them. Answers from the first moment on, also while the
 * broker is not there yet; {@link #status} and {@code /readyz} say when it has read all there was.
 */
public final class ConsoleServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ConsoleServer.class);

    private final ConsoleConfig config;
    private final FactViews views;
    private final LongPolls polls;
    private final Tails tails;
    private final Announcer announcer;
    private final LetterBox letters;
    private final FactReader reader;
    private final ConsoleListener listener;
    private boolean closed;

    public ConsoleServer(ConsoleConfig config, ConsoleInputs inputs) {
        this.config = requireNonNull(config, "config");
        ProcessInputs process = inputs.process();
        this.views = new FactViews(config.limits());
        this.polls = new LongPolls(config.maxWaits());
        this.tails = new Tails(inputs.kafka(), inputs.topics(), inputs.codec(), config.maxTails(), process.meters());
        this.announcer = new Announcer(inputs.kafka(), inputs.topics(), inputs.codec(), config.brokerPatience());
        this.letters = new LetterBox(inputs.kafka(), inputs.topics(), config.letters(), process.meters());
        this.reader = new FactReader(
                inputs.kafka(),
                inputs.topics(),
                inputs.codec(),
                views,
                polls::signal,
                inputs.clock(),
                process.meters());
        List<RoleStatus> roles = new ArrayList<>(process.roles());
        roles.add(status());
        OperationsTable operations =
                new OperationsTable(roles, this::lastSeen, process.about(), process.meters(), process.reload());
        RouteTable facts = new RouteTable(
                views,
                polls,
                tails,
                announcer,
                letters,
                inputs.rules(),
                inputs.clock(),
                config.brokerPatience(),
                config.startPatience());
        this.listener = new ConsoleListener(config, process.edge(), server -> {
            operations.bind(server);
            facts.bind(server);
        });
        registerMeters(process.meters());
    }

    private Optional<Instant> lastSeen() {
        Instant newest = views.services().newestEnd();
        return newest.equals(Instant.MIN) ? Optional.empty() : Optional.of(newest);
    }

    private void registerMeters(MeterRegistry meters) {
        Console.WAITS.gauge(meters, polls, LongPolls::count);
        Console.WINDOWS_HELD.gauge(meters, views, all -> all.services().size());
        Console.DEPLOYMENTS_HELD.gauge(meters, views, all -> all.deployments().size());
        Console.ALERTS_HELD.gauge(meters, views, all -> all.alerts().size());
        Console.EVICTED.counter(meters, views, ConsoleServer::evicted);
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
            listener.start();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        reader.start();
        log.info("console listens on {}://{}:{}", listener.scheme(), config.host(), port());
    }

    /** The port that it listens on. */
    public int port() {
        return listener.port();
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
        listener.stop();
        reader.close();
        announcer.close();
        letters.close();
    }
}
