package dev.bellwether.cli.containers;

import dev.bellwether.bench.audit.TopicReader;
import dev.bellwether.cli.crash.Site;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.lifecycle.Startables;

/**
 * Three brokers, a registry of others, two processes that take telemetry in, and two that share the tasks of every Streams role, each of which
 * keeps copies of the other's state.
 */
final class ContainerSite implements Site {

    private static final int REGISTRY_PORT = 8080;
    private static final String REGISTRY_NAME = "registry";
    private static final String REGISTRY_PATH = "/apis/ccompat/v7";
    /** What containers of the last run printed. */
    private static final Path LOGS = Path.of("target", "containers");

    private static final String TASKS = "processors,alerting,verification";

    private final Network network;
    private final Brokers brokers;
    private final GenericContainer<?> registry;
    private final Map<String, String> settings;
    private final ImageFromDockerfile image;
    private final List<BellwetherContainer> fronts = new ArrayList<>();
    private final List<BellwetherContainer> engines = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    private ContainerSite(Network network, Map<String, String> settings) {
        this.network = network;
        this.brokers = Brokers.in(network);
        this.registry = registry(network);
        this.image = Images.bellwether();
        this.settings = new HashMap<>(settings);
        this.settings.putAll(Map.of(
                "kafka.bootstrap-servers",
                brokers.inside(),
                "schema-registry.url",
                "http://" + REGISTRY_NAME + ":" + REGISTRY_PORT + REGISTRY_PATH,
                "topics.partitions",
                "4",
                "topics.replication-factor",
                String.valueOf(Brokers.NUMBER),
                "streams.standby-replicas",
                "1",
                "logs.fold",
                "off"));
    }

    /** Its schemas are in its memory: nothing befalls it. */
    private static GenericContainer<?> registry(Network network) {
        return new GenericContainer<>(Images.REGISTRY)
                .withNetwork(network)
                .withNetworkAliases(REGISTRY_NAME)
                .withExposedPorts(REGISTRY_PORT)
                .withEnv("QUARKUS_HTTP_HOST", "0.0.0.0")
                .waitingFor(Wait.forHttp(REGISTRY_PATH + "/subjects")
                        .forPort(REGISTRY_PORT)
                        .withStartupTimeout(ContainerProcess.PATIENCE));
    }

    /**
     * Starts all of them, and waits until they are ready.
     *
     * @param folder for what is printed where images have to be made
     */
    static ContainerSite start(Path folder, Map<String, String> settings) throws IOException, InterruptedException {
        Images.prepare(folder);
        ContainerSite site = new ContainerSite(Network.newNetwork(), settings);
        try {
            site.start();
            return site;
        } catch (RuntimeException | Error e) {
            site.close();
            throw e;
        }
    }

    private void start() {
        registry.start();
        brokers.start();
        startFront(); // the first one makes the topics
        startFront();
        startEngines();
    }

    private void startFront() {
        BellwetherContainer front =
                new BellwetherContainer("front " + (fronts.size() + 1), image, network, "ingest", settings);
        fronts.add(front);
        front.start();
    }

    private BellwetherContainer addEngine() {
        BellwetherContainer engine =
                new BellwetherContainer("engine " + (engines.size() + 1), image, network, TASKS, settings);
        engines.add(engine);
        return engine;
    }

    Brokers brokers() {
        return brokers;
    }

    /** One of those that share the tasks: the one on which blows fall. */
    BellwetherContainer one() {
        return engines.get(0);
    }

    /** All processes of Bellwether. */
    List<BellwetherContainer> processes() {
        return Stream.concat(fronts.stream(), engines.stream()).toList();
    }

    /** One more that shares the tasks, from an empty folder; returns when it is ready. */
    void startAnother() {
        addEngine().start();
    }

    /** Takes those that share the tasks away, with all that they have on their disks. */
    void destroyEngines() throws IOException {
        for (BellwetherContainer engine : engines) {
            engine.process().kill();
        }
        for (BellwetherContainer engine : engines) {
            keep(engine.process() + ", destroyed", engine);
            engine.close();
        }
        engines.clear();
    }

    /** Two new ones, from empty folders; returns when they are ready. */
    void startEngines() {
        addEngine();
        addEngine();
        Startables.deepStart(engines).join();
    }

    /** How far the applications get. */
    ProgressWatch watch() {
        return ProgressWatch.start(brokers.outside(), sources());
    }

    /** How many processes share the tasks, by application. */
    Map<String, Integer> sharing() throws ExecutionException, InterruptedException {
        return brokers.members(sources().keySet());
    }

    /** What each application reads, and on which there is always something to read. */
    private static Map<String, Topic> sources() {
        Topics topics = Topics.standard();
        Map<String, Topic> sources = new HashMap<>();
        sources.put(topics.prefix() + "fold", topics.otlpSpans());
        for (String application : List.of("red-windows", "alerting", "verification")) {
            sources.put(topics.prefix() + application, topics.redDeltas());
        }
        return sources;
    }

    /** Each of those that take telemetry in turn, whether it is there or not: clients that do not get an answer go on to the next. */
    @Override
    public Optional<URI> otlp() {
        return Optional.of(
                fronts.get(Math.floorMod(turn.getAndIncrement(), fronts.size())).otlp());
    }

    @Override
    public TopicReader reader() {
        return new TopicReader(
                brokers.outside(),
                URI.create(
                        "http://" + registry.getHost() + ":" + registry.getMappedPort(REGISTRY_PORT) + REGISTRY_PATH));
    }

    @Override
    public void stop() {
        processes().forEach(each -> each.process().stop());
    }

    /** Ends all of them where they are, and keeps what they printed. */
    @Override
    public void close() {
        try {
            for (BellwetherContainer each : processes()) {
                keep(each.process().toString(), each);
            }
            for (Broker broker : brokers.all()) {
                keep(broker.process().toString(), broker);
            }
            keep(REGISTRY_NAME, registry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            processes().forEach(BellwetherContainer::close);
            brokers.close();
            registry.close();
            network.close();
        }
    }

    private void keep(String name, GenericContainer<?> container) throws IOException {
        if (container.getContainerId() != null) { // else it was never made
            Files.writeString(Files.createDirectories(LOGS).resolve(name + ".log"), container.getLogs());
        }
    }
}
