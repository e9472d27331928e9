package dev.bellwether.cli.containers;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Network;
import org.testcontainers.kafka.KafkaContainer;

/**
 * One broker of several, each also a voter of their quorum. Kafka's settings are its defaults and those that the manifests for Kubernetes give it.
 *
 * <p>Testcontainers starts Kafka from a script that learns the mapped port, as a child of a shell. That shell does not hand signals on, so a
 * broker that is stopped would be killed; and a container that is started again has other ports. So the port of this one is
 * chosen before it starts, and the image's own command runs in place of the shell.
 */
final class Broker extends KafkaContainer {

    /** For readers outside of the containers' network. */
    private static final int OUTSIDE_PORT = 9092;

    /** For everybody in it, the brokers themselves among them. */
    private static final int INSIDE_PORT = 9093;

    private static final int CONTROLLER_PORT = 9094;

    /** A JVM's that ends by a SIGTERM, as Kafka does when it has stopped in order. */
    private static final long STOPPED = 143;

    private static final String LOG_FOLDER = "/tmp/kraft-combined-logs";

    /** The image's command formats the folder at each start; not every image bears one that is formatted. */
    private static final String RUN = """
            if [ -e %s/meta.properties ]; then
              exec java $KAFKA_HEAP_OPTS -Dlog4j2.configurationFile=/opt/kafka/config/log4j2.yaml \
                -cp '/opt/kafka/libs/*' kafka.Kafka /opt/kafka/config/server.properties
            fi
            exec /etc/kafka/docker/run
            """.formatted(LOG_FOLDER);

    private final int number;
    private final int port = FreePort.next();

    /**
     * @param number from 1
     * @param of how many there are
     */
    @SuppressWarnings("this-escape") // how containers are configured
    Broker(Network network, int number, int of) {
        super(Images.KAFKA);
        this.number = number;
        addFixedExposedPort(port, OUTSIDE_PORT);
        withNetwork(network);
        withNetworkAliases(name(number));
        withCommand("sh", "-c", RUN);
        withStartupTimeout(ContainerProcess.PATIENCE);
        withEnv(Map.ofEntries(
                Map.entry("KAFKA_NODE_ID", String.valueOf(number)),
                Map.entry("KAFKA_CONTROLLER_QUORUM_VOTERS", voters(of)),
                Map.entry(
                        "KAFKA_ADVERTISED_LISTENERS",
                        "PLAINTEXT://" + outsideAddress() + ",BROKER://" + insideAddress(number)),
                Map.entry("KAFKA_LOG_DIRS", LOG_FOLDER),
                Map.entry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false"),
                Map.entry("KAFKA_DEFAULT_REPLICATION_FACTOR", String.valueOf(of)),
                Map.entry("KAFKA_MIN_INSYNC_REPLICAS", String.valueOf(of - 1)),
                Map.entry("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", String.valueOf(of)),
                Map.entry("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "12"),
                Map.entry("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", String.valueOf(of)),
                Map.entry("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", String.valueOf(of - 1)),
                Map.entry("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "12"),
                Map.entry("KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS", "1000"),
                Map.entry("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "3000"),
                Map.entry("KAFKA_HEAP_OPTS", "-Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1")));
    }

    private static String name(int number) {
        return "kafka-" + number;
    }

    private static String voters(int brokers) {
        return IntStream.rangeClosed(1, brokers)
                .mapToObj(each -> each + "@" + name(each) + ":" + CONTROLLER_PORT)
                .collect(Collectors.joining(","));
    }

    /** {@code node.id}. */
    int number() {
        return number;
    }

    ContainerProcess process() {
        return new ContainerProcess("broker " + number, this, STOPPED);
    }

    /** {@code host:port}, from outside of the containers' network. */
    String outsideAddress() {
        return DockerClientFactory.instance().dockerHostIpAddress() + ":" + port;
    }

    /** {@code host:port}, in the containers' network. */
    String insideAddress() {
        return insideAddress(number);
    }

    private static String insideAddress(int number) {
        return name(number) + ":" + INSIDE_PORT;
    }
}
