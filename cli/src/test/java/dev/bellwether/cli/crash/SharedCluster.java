package dev.bellwether.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.cli.Distribution;
import dev.bellwether.cli.ServeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster of its own; a process that takes telemetry in; and two that share all the tasks there are, each on a data folder of
 * its own, of which either can take over from the other.
 */
final class SharedCluster implements Site {

    private final LocalCluster cluster;
    private final Distribution distribution;
    private final Path folder;
    private final Map<String, String> settings;
    private final ServeProcess front;
    private ServeProcess one;
    private final ServeProcess other;

    private SharedCluster(LocalCluster cluster, Path folder, Map<String, String> settings)
            throws IOException, InterruptedException {
        this.cluster = cluster;
        this.distribution = Distribution.find(folder);
        this.folder = folder;
        this.settings = new HashMap<>(settings);
        this.settings.putAll(Map.of(
                "kafka.bootstrap-servers",
                cluster.servers(),
                "schema-registry.url",
                cluster.registry().toString(),
                "topics.partitions",
                "4",
                "topics.replication-factor",
                "1"));
        front = launch("front", "ingest");
        front.awaitReady();
        one = launch("one", "processors,alerting,verification");
        other = launch("other", "processors,alerting,verification");
        one.awaitReady();
        other.awaitReady();
    }

    /** @param folder for all data and for what the processes print */
    static SharedCluster start(Path folder, Map<String, String> settings) throws IOException, InterruptedException {
        LocalCluster cluster = LocalCluster.open(folder.resolve("kafka"));
        try {
            return new SharedCluster(cluster, folder, settings);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private ServeProcess launch(String name, String roles) throws IOException {
        Map<String, String> own = new HashMap<>(settings);
        own.put("roles", roles);
        return ServeProcess.launch(distribution, folder.resolve(name), OneProcess.arguments(own));
    }

    /** One of the two that share the tasks: the one on which blows fall. */
    ServeProcess one() {
        return one;
    }

    /** Starts it again on what it has left. */
    void launchOneAgain() throws IOException {
        one = launch("one", "processors,alerting,verification");
    }

    @Override
    public Optional<URI> otlp() {
        try {
            return front.shown("OTLP/HTTP").map(URI::create);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public TopicReader reader() {
        return cluster.reader();
    }

    @Override
    public void stop() throws InterruptedException {
        assertThat(front.stop().code()).isZero();
        assertThat(one.stop().code()).isZero();
        assertThat(other.stop().code()).isZero();
    }

    @Override
    public void close() throws InterruptedException {
        front.close();
        one.close();
        other.close();
        cluster.close();
    }
}
