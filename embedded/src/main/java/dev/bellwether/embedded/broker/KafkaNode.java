package dev.bellwether.embedded.broker;

import dev.bellwether.edge.StartRefusedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server$;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.fault.FaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's controller and broker, started and stopped as its own {@link KafkaRaftServer} does it, with three differences: the
 * sockets are given, a fatal fault is reported here where that class halts the process, and {@link StaleRegistration}.
 */
final class KafkaNode {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaNode.class);

    private static final Duration START = Duration.ofSeconds(30);

    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final SharedServer shared;
    private final ControllerServer controller;
    private final BrokerServer broker;

    private KafkaNode(KafkaConfig config, BoundSockets sockets) {
        var identityAndMetadata = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        MetaPropertiesEnsemble identity = identityAndMetadata._1();
        BootstrapMetadata metadata = identityAndMetadata._2();
        Metrics metrics = Server$.MODULE$.initializeMetrics(
                config, Time.SYSTEM, identity.clusterId().orElseThrow());
        shared = new SharedServer(
                config,
                identity,
                Time.SYSTEM,
                metrics,
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                QuorumConfig.parseBootstrapServers(config.quorumConfig().bootstrapServers()),
                this::faultHandler,
                sockets);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), metadata);
        broker = new BrokerServer(shared);
    }

    /** Returns when the broker serves. */
    static KafkaNode start(KafkaConfig config, BoundSockets sockets) {
        KafkaNode node = new KafkaNode(config, sockets);
        try {
            node.controller.startup();
            StaleRegistration.remove(node.shared.loader(), node.controller.controller(), START);
            node.broker.startup();
            return node;
        } catch (Throwable e) {
            node.shutdown(Duration.ofSeconds(1));
            Throwable cause = node.failure.getNow(e);
            throw new StartRefusedException(
                    "the embedded broker did not start on %s: %s".formatted(config.logDirs(), cause), cause);
        }
    }

    String clusterId() {
        return shared.clusterId();
    }

    CompletableFuture<Throwable> failure() {
        return failure;
    }

    /** Whether it stopped within the time. */
    boolean stop(Duration timeout) {
        Thread stopping = new Thread(() -> shutdown(timeout), "embedded-broker-stop");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(timeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !stopping.isAlive();
    }

    private void shutdown(Duration timeout) {
        try {
            broker.shutdown(timeout);
        } finally {
            controller.shutdown();
        }
    }

    private FaultHandler faultHandler(String name, boolean fatal, Runnable action) {
        return (what, cause) -> {
            RuntimeException fault = new IllegalStateException(name + ": " + what, cause);
            try {
                action.run();
            } finally {
                if (fatal) {
                    LOG.error("Kafka can serve no longer", fault);
                    failure.complete(fault);
                } else {
                    LOG.warn("Kafka goes on after a fault", fault);
                }
            }
            return fault;
        };
    }
}
