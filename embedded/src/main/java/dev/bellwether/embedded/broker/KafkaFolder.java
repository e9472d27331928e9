package dev.bellwether.embedded.broker;

import dev.bellwether.edge.StartRefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** What Kafka needs to find in its folder before it starts there: the cluster's id and the first metadata. */
final class KafkaFolder {

    private KafkaFolder() {}

    /**
     * Formats a new folder; leaves one that is formatted as it is. Kafka writes {@code meta.properties} last and in one step,
     * so a folder whose formatting was cut short counts as new.
     *
     * @return the cluster's id
     */
    static String formatIfNew(Path folder) {
        Path identity = folder.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME);
        return Files.exists(identity) ? clusterId(identity) : format(folder);
    }

    private static String clusterId(Path identity) {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(identity, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(identity, String.valueOf(e.getMessage()));
        }
        String clusterId = properties.getProperty("cluster.id");
        String nodeId = properties.getProperty("node.id");
        if (clusterId == null || nodeId == null) {
            throw unreadable(identity, "it lacks cluster.id or node.id");
        }
        if (!nodeId.equals(String.valueOf(BrokerSettings.NODE_ID))) {
            throw unreadable(identity, "it belongs to node " + nodeId + " of another cluster");
        }
        return clusterId;
    }

    private static StartRefusedException unreadable(Path identity, String why) {
        return new StartRefusedException(
                "%s cannot be used (%s): choose another folder, or move this one away to start anew"
                        .formatted(identity, why));
    }

    private static String format(Path folder) {
        String clusterId = Uuid.randomUuid().toString();
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(nowhere)
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(clusterId)
                    .addDirectory(folder.toString())
                    .setMetadataLogDirectory(folder.toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setHasDynamicQuorum(false)
                    .run();
        } catch (Exception e) {
            throw new StartRefusedException(
                    "%s cannot be made a Kafka data folder (%s): choose an empty folder"
                            .formatted(folder, e.getMessage()),
                    e);
        }
        return clusterId;
    }
}
