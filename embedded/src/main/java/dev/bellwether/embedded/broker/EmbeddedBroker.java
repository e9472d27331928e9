package dev.bellwether.embedded.broker;

import static java.util.Objects.requireNonNull;

import dev.bellwether.edge.ListenAddress;
import dev.bellwether.edge.Listener;
import dev.bellwether.edge.StartRefusedException;
import dev.bellwether.embedded.DataFolder;
import dev.bellwether.embedded.Loopback;
import java.util.concurrent.CompletableFuture;
import kafka.server.KafkaConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker in this process: KRaft, one node that is broker and controller, listening on loopback only. It is Kafka's own
 * server code on a folder on disk, so what is acknowledged is there after a crash, and any Kafka client can connect.
 *
 * <p>{@link #start} returns when clients can be served; it takes one to three seconds. {@link #close} takes less than the
 * configured time and stops in order: listener, partitions (flushed), controller, metadata log, then the claim on the folder.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final EmbeddedBrokerConfig config;
    private final int port;
    private final DataFolder folder;
    private final KafkaNode node;
    private boolean closed;

    private EmbeddedBroker(EmbeddedBrokerConfig config, int port, DataFolder folder, KafkaNode node) {
        this.config = config;
        this.port = port;
        this.folder = folder;
        this.node = node;
    }

    /**
     * Claims the folder, binds the port, formats the folder where it is new, and starts.
     *
     * @throws StartRefusedException if the folder or the port cannot be used, or Kafka cannot work with what is in the folder
     */
    public static EmbeddedBroker start(EmbeddedBrokerConfig config) {
        requireNonNull(config, "config");
        DataFolder folder = DataFolder.open(config.folder());
        BoundSockets sockets = new BoundSockets();
        try {
            int port = sockets.bind(listener("the embedded broker", config.port()));
            int controllerPort = sockets.bind(listener("the embedded controller", 0));
            var settings = BrokerSettings.of(folder.path(), port, controllerPort, config.settings());
            KafkaConfig kafka = new KafkaConfig(settings, false);
            String clusterId = KafkaFolder.formatIfNew(folder.path());
            KafkaNode node = KafkaNode.start(kafka, sockets);
            LOG.info("Kafka listens on {}:{}, cluster {}, data in {}", Loopback.HOST, port, clusterId, folder.path());
            return new EmbeddedBroker(config, port, folder, node);
        } catch (Throwable e) {
            try (folder;
                    sockets) {
                throw e;
            }
        }
    }

    private static Listener listener(String name, int port) {
        return new Listener(name, ListenAddress.loopback(port), "embedded.kafka-port");
    }

    /** Where clients connect, as {@code host:port}. */
    public String bootstrapServers() {
        return Loopback.HOST + ":" + port;
    }

    public int port() {
        return port;
    }

    /** The id that Kafka gave this folder when it was new; the same at each start. */
    public String clusterId() {
        return node.clusterId();
    }

    /**
     * Completes with the cause when the running broker has met a fault after which it can serve no longer; never, as long as
     * all is well. Whoever runs the process should stop it then.
     */
    public CompletableFuture<Throwable> failure() {
        return node.failure().copy();
    }

    /** Stops in order, waiting no longer than the configured time. Closing twice does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (folder) {
            if (!node.stop(config.stopTimeout())) {
                LOG.warn(
                        "Kafka did not stop within {}; the next start on {} checks its last segments",
                        config.stopTimeout(),
                        folder.path());
            }
        }
    }
}
