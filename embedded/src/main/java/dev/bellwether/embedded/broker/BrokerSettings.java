package dev.bellwether.embedded.broker;

import dev.bellwether.embedded.Loopback;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The broker's settings: one node, few threads, small buffers, and times that fit a process that comes and goes. What is not
 * here has Kafka's default. RATIONALE.md says how the numbers were found.
 */
final class BrokerSettings {

    static final int NODE_ID = 1;
    static final String BROKER_LISTENER = "BROKER";
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    private BrokerSettings() {}

    static Map<String, String> of(Path folder, int brokerPort, int controllerPort, Map<String, String> replaced) {
        Map<String, String> settings = new HashMap<>();
        identity(settings, folder, brokerPort, controllerPort);
        oneReplica(settings);
        threads(settings);
        memory(settings);
        logs(settings);
        times(settings);
        settings.putAll(replaced);
        return settings;
    }

    private static void identity(Map<String, String> settings, Path folder, int brokerPort, int controllerPort) {
        String broker = BROKER_LISTENER + "://" + Loopback.HOST + ":" + brokerPort;
        String controller = CONTROLLER_LISTENER + "://" + Loopback.HOST + ":" + controllerPort;
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(NODE_ID));
        settings.put("log.dirs", folder.toString());
        settings.put("listeners", broker + "," + controller);
        settings.put("advertised.listeners", broker);
        settings.put(
                "listener.security.protocol.map", BROKER_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        settings.put("inter.broker.listener.name", BROKER_LISTENER);
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        // A fixed quorum, since its address is read from here at each start; a dynamic one would remember the old port.
        settings.put("controller.quorum.voters", NODE_ID + "@" + Loopback.HOST + ":" + controllerPort);
    }

    private static void oneReplica(Map<String, String> settings) {
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            settings.put(topic + ".replication.factor", "1");
            settings.put(topic + ".num.partitions", "4");
            settings.put(topic + ".segment.bytes", String.valueOf(4 * MIB));
        }
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("default.replication.factor", "1");
        settings.put("auto.create.topics.enable", "false");
        settings.put("num.partitions", "4");
    }

    private static void threads(Map<String, String> settings) {
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("num.replica.fetchers", "1");
        settings.put("group.coordinator.threads", "1");
        settings.put("share.coordinator.threads", "1");
        settings.put("log.cleaner.threads", "1");
    }

    private static void memory(Map<String, String> settings) {
        // 8 MiB hold 300,000 keys in one pass of the cleaner; more keys take more passes. Kafka's default is 128 MiB.
        settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(8 * MIB));
        settings.put("log.cleaner.io.buffer.size", String.valueOf(256 * KIB));
        settings.put("offsets.load.buffer.size", String.valueOf(MIB));
        settings.put("transaction.state.log.load.buffer.size", String.valueOf(MIB));
        // Requests that wait for an I/O thread: bounded in bytes, not only in number. The largest records have 8 MiB.
        settings.put("socket.request.max.bytes", String.valueOf(24 * MIB));
        settings.put("queued.max.request.bytes", String.valueOf(64 * MIB));
        settings.put("metric.reporters", "");
    }

    private static void logs(Map<String, String> settings) {
        // Small segments, so that retention and compaction have something to work on in a folder of a gigabyte or two.
        settings.put("log.segment.bytes", String.valueOf(64 * MIB));
        settings.put("log.index.size.max.bytes", String.valueOf(MIB));
        settings.put("log.retention.check.interval.ms", "60000");
        settings.put("log.segment.delete.delay.ms", "10000");
        settings.put("metadata.log.segment.bytes", String.valueOf(16 * MIB));
        settings.put("metadata.max.retention.bytes", String.valueOf(32 * MIB));
        settings.put("metadata.log.max.record.bytes.between.snapshots", String.valueOf(4 * MIB));
    }

    private static void times(Map<String, String> settings) {
        settings.put("group.initial.rebalance.delay.ms", "0");
        // A killed exactly-once producer (transaction.timeout.ms 6 s) blocks readers for 6 to 7 s, not for 16.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        // There is nobody to hand partitions over to; the next start tidies up, see StaleRegistration.
        settings.put("controlled.shutdown.enable", "false");
        // Nor anybody who could stand in while this process is held up, so nothing is won by calling it dead after 9 s.
        settings.put("broker.session.timeout.ms", "600000");
        settings.put("server.max.startup.time.ms", "60000");
        // No record every half second into a log that nobody else follows.
        settings.put("metadata.max.idle.interval.ms", "0");
    }
}
