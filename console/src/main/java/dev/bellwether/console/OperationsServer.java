package dev.bellwether.console;

import dev.bellwether.console.http.OperationsTable;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a process does that has no console: {@code /healthz}, {@code /readyz}, {@code /metrics}, {@code /v1/status} and {@code
 * /-/reload}, on the port that the console would have. Needs no broker.
 */
public final class OperationsServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OperationsServer.class);

    private final ConsoleConfig config;
    private final ConsoleListener listener;

    /** @param config of which only the address counts */
    public OperationsServer(ConsoleConfig config, ProcessInputs process) {
        this.config = config;
        OperationsTable operations = new OperationsTable(
                process.roles(), Optional::empty, process.about(), process.meters(), process.reload());
        this.listener = new ConsoleListener(config, process.edge(), operations::bind);
    }

    /** @throws dev.bellwether.edge.PortTakenException if the port cannot be listened on */
    public void start() {
        listener.start();
        log.info("operations listen on {}://{}:{}", listener.scheme(), config.host(), port());
    }

    /** The port that it listens on. */
    public int port() {
        return listener.port();
    }

    @Override
    public void close() {
        listener.stop();
    }
}
