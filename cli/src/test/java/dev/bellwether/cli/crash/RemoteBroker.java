package dev.bellwether.cli.crash;

import dev.bellwether.bench.audit.TopicReader;
import dev.bellwether.cli.Distribution;
import dev.bellwether.cli.ServeProcess;
import dev.bellwether.testing.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** {@code serve} with all its roles, and a broker that is elsewhere: between them is a network that can fail. */
final class RemoteBroker implements AutoCloseable {

    private final FaultProxy network;
    private final LocalCluster cluster;
    private final ServeProcess process;

    private RemoteBroker(FaultProxy network, LocalCluster cluster, ServeProcess process) {
        this.network = network;
        this.cluster = cluster;
        this.process = process;
    }

    /**
     * Starts all of them, and waits until the process is ready.
     *
     * @param folder for all data and for what the process prints
     */
    static RemoteBroker start(Path folder, Map<String, String> settings) throws IOException, InterruptedException {
        FaultProxy network = FaultProxy.listen();
        LocalCluster cluster;
        try {
            cluster = LocalCluster.behind(network, folder.resolve("kafka"));
        } catch (RuntimeException | Error e) {
            network.close();
            throw e;
        }
        ServeProcess process = null;
        try {
            process = ServeProcess.launch(
                    Distribution.find(folder), folder.resolve("data"), OneProcess.arguments(of(cluster, settings)));
            process.awaitReady();
            return new RemoteBroker(network, cluster, process);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            if (process != null) {
                process.close();
            }
            cluster.close();
            network.close();
            throw e;
        }
    }

    private static Map<String, String> of(LocalCluster cluster, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("kafka.bootstrap-servers", cluster.servers());
        all.put("schema-registry.url", cluster.registry().toString());
        all.put("topics.partitions", "2");
        all.put("topics.replication-factor", "1");
        return all;
    }

    FaultProxy network() {
        return network;
    }

    ServeProcess process() {
        return process;
    }

    /** OTLP/HTTP; empty while nobody listens. */
    Optional<URI> otlp() {
        try {
            return process.shown("OTLP/HTTP").map(URI::create);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the topics, over the same network. */
    TopicReader reader() {
        return cluster.reader();
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
        cluster.close();
        network.close();
    }
}
