package dev.bellwether.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.bench.audit.TopicReader;
import dev.bellwether.cli.Distribution;
import dev.bellwether.cli.ServeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster of its own; a process that takes telemetry in; and two that share all the tasks there are, each on a data folder of
 * its own, of which either can take over from the other.
 */
final class SharedCluster implements Site {

    private static final String TASKS = "processors,alerting,verification";

    private final LocalCluster cluster;
    private final Processes processes;
    private final ServeProcess front;
    private final ServeProcess other;
    private ServeProcess one;

    private SharedCluster(
            LocalCluster cluster, Processes processes, ServeProcess front, ServeProcess one, ServeProcess other) {
        this.cluster = cluster;
        this.processes = processes;
        this.front = front;
        this.one = one;
        this.other = other;
    }

    /** @param folder for all data and for what the processes print */
    static SharedCluster start(Path folder, Map<String, String> settings) throws IOException, InterruptedException {
        LocalCluster cluster = LocalCluster.open(folder.resolve("kafka"));
        Processes processes = new Processes(folder, settings, cluster);
        try {
            ServeProcess front = processes.launch("front", "ingest");
            front.awaitReady();
            ServeProcess one = processes.launch("one", TASKS);
            ServeProcess other = processes.launch("other", TASKS);
            one.awaitReady();
            other.awaitReady();
            return new SharedCluster(cluster, processes, front, one, other);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            processes.close();
            cluster.close();
            throw e;
        }
    }

    /** One of the two that share the tasks: the one on which blows fall. */
    ServeProcess one() {
        return one;
    }

    /** Starts it again on what it has left. */
    void launchOneAgain() throws IOException {
        one = processes.launch("one", TASKS);
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
        processes.close();
        cluster.close();
    }

    /** Launches processes of this cluster, each with a data folder by its name, and ends whatever it has launched. */
    private static final class Processes implements AutoCloseable {

        private final Distribution distribution;
        private final Path folder;
        private final Map<String, String> settings;
        private final List<ServeProcess> launched = new ArrayList<>();

        Processes(Path folder, Map<String, String> settings, LocalCluster cluster) {
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
        }

        ServeProcess launch(String name, String roles) throws IOException {
            Map<String, String> own = new HashMap<>(settings);
            own.put("roles", roles);
            ServeProcess process = ServeProcess.launch(distribution, folder.resolve(name), OneProcess.arguments(own));
            launched.add(process);
            return process;
        }

        @Override
        public void close() throws InterruptedException {
            for (ServeProcess process : launched) {
                process.close();
            }
        }
    }
}
