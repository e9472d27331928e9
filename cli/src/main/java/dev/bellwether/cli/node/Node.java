package dev.bellwether.cli.node;

import static java.util.Objects.requireNonNull;

import dev.bellwether.alerting.AlertingTopology;
import dev.bellwether.alerting.RulebookFeed;
import dev.bellwether.alerting.evaluate.RuleTopology;
import dev.bellwether.alerting.match.MatchTopology;
import dev.bellwether.alerting.rulefile.RulePublisher;
import dev.bellwether.cli.Version;
import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.cli.config.Settings;
import dev.bellwether.console.ConsoleInputs;
import dev.bellwether.console.ConsoleServer;
import dev.bellwether.console.OperationsServer;
import dev.bellwether.console.ProcessInputs;
import dev.bellwether.console.Reload;
import dev.bellwether.console.status.RoleState;
import dev.bellwether.console.status.RoleStatus;
import dev.bellwether.edge.Edge;
import dev.bellwether.edge.EdgeConfig;
import dev.bellwether.edge.file.FileProblemException;
import dev.bellwether.embedded.DataFolder;
import dev.bellwether.ingest.IngestServer;
import dev.bellwether.kubernetes.watch.ClusterAccess;
import dev.bellwether.kubernetes.watch.KubernetesConfig;
import dev.bellwether.kubernetes.watch.KubernetesWatcher;
import dev.bellwether.kubernetes.watch.TopicAccess;
import dev.bellwether.notification.Notifier;
import dev.bellwether.notification.alertmanager.AlertmanagerAccess;
import dev.bellwether.notification.feed.FeedAccess;
import dev.bellwether.observation.RuntimeMeters;
import dev.bellwether.observation.kafka.KafkaMeters;
import dev.bellwether.observation.otlp.ExportConfig;
import dev.bellwether.observation.otlp.Identity;
import dev.bellwether.observation.otlp.OtlpExport;
import dev.bellwether.observation.trace.Tracing;
import dev.bellwether.processors.enrich.EnrichTopology;
import dev.bellwether.processors.enrich.Enrichment;
import dev.bellwether.processors.fold.FoldTopology;
import dev.bellwether.processors.red.RedWindowTopology;
import dev.bellwether.processors.rollout.RolloutTopology;
import dev.bellwether.processors.runtime.StreamsApp;
import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.verification.VerificationTopology;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running process: the cluster, and on it the roles that the configuration names. Started from the cluster up, and stopped in
 * the order in which data flows: ingest, the Streams applications from upstream to downstream, the console, then registry and
 * broker. What has been taken in by then is on the topics, and goes on at the next start.
 */
public final class Node implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Node.class);

    /** On the way to an alert or a verdict a fact waits this long at each stage. */
    private static final Duration FAST_COMMIT = Duration.ofMillis(100);

    private final Parts parts;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final List<RoleStatus> roles = new ArrayList<>();

    /** Upstream first, which is also the order in which they are closed. */
    private final List<StreamsApp> applications = new ArrayList<>();

    /** Data folder and cluster, the last one opened first. */
    private final Deque<AutoCloseable> foundations = new ArrayDeque<>();

    private final Tracing tracing;
    private final Edge edge;

    /** Of what the process tells of itself; null where it tells nobody. */
    private final @Nullable Function<Addresses, ExportConfig> receiver;

    /** How Alertmanagers are spoken to; null where none is told. */
    private final @Nullable AlertmanagerAccess alertmanagers;

    /** The Kubernetes cluster that is watched; null where none is. */
    private final @Nullable ClusterAccess watched;

    /** The rule files that the configuration names; null where this process is not who puts them in place. */
    private final @Nullable ConfiguredRules configuredRules;

    private @Nullable OtlpExport export;
    private @Nullable Cluster cluster;
    private @Nullable IngestServer ingest;
    private @Nullable KubernetesWatcher kubernetes;
    private @Nullable RulebookFeed rulebook;
    private @Nullable RulePublisher publisher;
    private @Nullable ConsoleServer console;

    /** In place of the console where the process has none. */
    private @Nullable OperationsServer operations;

    private boolean closed;

    private Node(Parts parts) throws ConfigurationException {
        this.parts = parts;
        this.watched = parts.roles().contains(Settings.KUBERNETES_ROLE) ? watched(parts.kubernetes()) : null;
        this.configuredRules = parts.roles().contains("alerting") ? ConfiguredRules.read(parts) : null;
        this.tracing = parts.telemetry().tracing();
        this.edge = edge(parts.edge(), meters, tracing);
        this.receiver = parts.telemetry().isOn()
                ? fromFiles(edge, () -> parts.telemetry().receiver(edge))
                : null;
        this.alertmanagers = parts.tellsAlertmanagers()
                ? fromFiles(edge, () -> parts.alertmanagers().access(edge))
                : null;
        foundations.push(edge);
        RuntimeMeters runtime = new RuntimeMeters();
        runtime.bindTo(meters);
        foundations.push(runtime);
    }

    private static ClusterAccess watched(KubernetesConfig config) throws ConfigurationException {
        try {
            return ClusterAccess.of(config);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static Edge edge(EdgeConfig config, MeterRegistry meters, Tracing tracing) throws ConfigurationException {
        try {
            return Edge.of(config, meters, tracing);
        } catch (FileProblemException e) {
            throw new ConfigurationException(e.problems());
        }
    }

    /** What cannot be made of the files that the configuration names is the configuration's fault. */
    private static <T> T fromFiles(Edge edge, Supplier<T> reading) throws ConfigurationException {
        try {
            return reading.get();
        } catch (FileProblemException e) {
            edge.close();
            throw new ConfigurationException(e.problems());
        }
    }

    /** Told what is being started, for a person who waits. */
    public interface Progress {
        void starting(String what);
    }

    /**
     * Starts everything; returns when listeners are open and the applications are on their way to running.
     *
     * @throws ConfigurationException if the configuration contradicts itself
     * @throws dev.bellwether.edge.StartRefusedException if a port is taken or the data folder cannot be used
     */
    public static Node start(Configuration configuration, Progress progress) throws ConfigurationException {
        Node node = new Node(Parts.of(configuration));
        try {
            node.open(configuration, progress);
            return node;
        } catch (RuntimeException | ConfigurationException | Error e) {
            node.close(); // threads that were started would keep the process alive
            throw e;
        }
    }

    private void open(Configuration configuration, Progress progress) throws ConfigurationException {
        if (!OutsideCluster.isNamedIn(configuration) && !parts.roles().containsAll(Settings.ROLES)) {
            throw new ConfigurationException(List.of(Settings.ROLES_SETTING.key()
                    + ": without kafka.bootstrap-servers this process is all there is, and needs every role: "
                    + String.join(",", Settings.ROLES)));
        }
        foundations.push(DataFolder.open(parts.dataFolder()));
        Ports.requireFree(configuration, parts.roles());
        progress.starting("Kafka and the schema registry");
        Cluster opened = Cluster.open(configuration, edge, parts.dataFolder(), KafkaMeters.settings(meters));
        cluster = opened;
        foundations.push(opened);
        opened.onFailure(failure::complete);
        Map<String, Integer> partitions = opened.provision(parts.topics(), parts.provisioned());
        progress.starting("the stream processors");
        if (has("ingest")) {
            startIngest(opened);
        }
        if (watched != null) {
            startKubernetes(watched, opened);
            if (parts.rollouts()) {
                stream(
                        "rollouts",
                        FAST_COMMIT,
                        counts -> RolloutTopology.build(parts.topics(), opened.codec(), counts));
            }
        }
        if (has("processors") || has("alerting") || has("console")) {
            startRulebook(opened);
        }
        if (configuredRules != null) {
            configuredRules.publish(rulebook(), publisher());
        }
        if (has("processors")) {
            Enrichment enrichment = startEnrichment(opened);
            stream(
                    "fold",
                    FAST_COMMIT,
                    counts -> FoldTopology.build(
                            parts.topics(),
                            opened.codec(),
                            parts.fold(),
                            partitionsOf(partitions, parts.topics().otlpSpans()),
                            enrichment,
                            counts));
            parts.logs()
                    .ifPresent(logs -> stream(
                            "fold-logs",
                            FAST_COMMIT,
                            counts -> FoldTopology.ofLogs(
                                    parts.topics(),
                                    opened.codec(),
                                    logs,
                                    partitionsOf(partitions, parts.topics().otlpLogs()),
                                    enrichment,
                                    counts)));
            stream(
                    "match",
                    FAST_COMMIT,
                    counts -> MatchTopology.build(
                            new MatchTopology.Inputs(
                                    parts.topics(),
                                    opened.codec(),
                                    parts.fold(),
                                    partitions,
                                    enrichment,
                                    rulebook(),
                                    parts.rules().remoteWriteDelay()),
                            counts));
            Enrichment notMatched = enrichment.without(Signal.METRICS);
            Enrichment notFolded = parts.logs().isPresent() ? notMatched.without(Signal.LOGS) : notMatched;
            if (EnrichTopology.isNeeded(notFolded)) {
                stream(
                        "enrich",
                        FAST_COMMIT,
                        counts -> EnrichTopology.build(
                                parts.topics(), notFolded, parts.fold().rememberRetries(), counts));
            }
            stream(
                    "red-windows",
                    parts.windowsCommitInterval(),
                    counts -> RedWindowTopology.build(parts.topics(), opened.codec(), parts.red(), counts));
        }
        if (has("alerting")) {
            stream(
                    "alerting",
                    FAST_COMMIT,
                    counts -> AlertingTopology.build(parts.topics(), opened.codec(), parts.alerting(), counts));
            stream(
                    "rules",
                    FAST_COMMIT,
                    counts -> RuleTopology.build(
                            new RuleTopology.Inputs(
                                    parts.topics(),
                                    opened.codec(),
                                    parts.rules(),
                                    partitionsOf(partitions, parts.topics().samples()),
                                    rulebook()),
                            counts));
            if (alertmanagers != null) {
                startNotifier(alertmanagers, opened);
            }
        }
        if (has("verification")) {
            stream(
                    "verification",
                    FAST_COMMIT,
                    counts -> VerificationTopology.build(parts.topics(), opened.codec(), parts.verification(), counts));
        }
        if (has("console")) {
            startConsole(opened);
        } else {
            OperationsServer server = new OperationsServer(parts.console(), process());
            operations = server;
            server.start();
        }
        if (receiver != null) {
            startExport(receiver.apply(addresses()));
        }
    }

    private static int partitionsOf(Map<String, Integer> partitions, Topic topic) {
        return requireNonNull(partitions.get(topic.name()), topic.name());
    }

    private void startExport(ExportConfig to) {
        OtlpExport started = OtlpExport.start(to, Identity.of(Version.current().number(), parts.roles()), meters);
        export = started;
        if (tracing.isWanted()) {
            tracing.begin(started.tracer());
        }
    }

    private boolean has(String role) {
        return parts.roles().contains(role);
    }

    private void startIngest(Cluster on) {
        IngestServer server = IngestServer.toKafka(edge, parts.ingest(), parts.topics(), on.client(), meters);
        ingest = server;
        // Told how the disk stands before the first request can come.
        on.space()
                .ifPresent(space -> space.tell(now -> {
                    if (now.nearlyFull()) {
                        server.pause("the disk of the embedded broker is nearly full");
                    } else {
                        server.resume();
                    }
                }));
        server.start();
        roles.add(Role.of(server));
        on.space().ifPresent(space -> roles.add(Role.of(space)));
    }

    private void startRulebook(Cluster on) {
        RulebookFeed feed = RulebookFeed.start(
                parts.topics(), on.client(), on.codec(), parts.rules().rulebook(), InstantSource.system());
        rulebook = feed;
        foundations.push(feed);
        roles.add(Role.of(feed));
        RulePublisher opened = RulePublisher.open(
                on.client(), parts.topics(), on.codec(), parts.rules().rulebook(), feed::whole);
        publisher = opened;
        foundations.push(opened);
    }

    private RulebookFeed rulebook() {
        return requireNonNull(rulebook, "rulebook");
    }

    private RulePublisher publisher() {
        return requireNonNull(publisher, "publisher");
    }

    private void startNotifier(AlertmanagerAccess to, Cluster on) {
        Notifier notifier = Notifier.start(
                parts.alertmanagers().config(),
                to,
                FeedAccess.of(on.client(), parts.topics(), on.codec()),
                InstantSource.system(),
                meters);
        foundations.push(notifier);
        roles.add(Role.of(notifier));
    }

    private void startKubernetes(ClusterAccess of, Cluster on) {
        KubernetesWatcher watcher = KubernetesWatcher.start(
                of, TopicAccess.of(on.client(), parts.topics(), on.codec(), meters, InstantSource.system()));
        kubernetes = watcher;
        roles.add(Role.of(watcher));
    }

    /** What the processors enrich telemetry with; its directory is closed after them. */
    private Enrichment startEnrichment(Cluster on) {
        if (parts.enrichment().isEmpty()) {
            return Enrichment.none();
        }
        LiveEnrichment live = LiveEnrichment.start(
                parts.enrichment().get(), parts.kubernetes().grace(), on, parts, meters);
        foundations.push(live);
        roles.add(Role.of(live));
        return live.enrichment();
    }

    private void stream(String name, Duration commitInterval, Function<StreamsMeters, Topology> topology) {
        StreamsMeters counts = StreamsMeters.inTransactions(meters);
        StreamsApp app = StreamsApp.start(
                name,
                parts.streams(requireNonNull(cluster, "cluster")),
                commitInterval,
                topology.apply(counts),
                counts,
                () -> failure.complete(name + " has stopped after repeated failures; the log says why"));
        applications.add(app);
        roles.add(Role.of(app));
    }

    private void startConsole(Cluster on) {
        ConsoleServer server = new ConsoleServer(
                parts.console(),
                new ConsoleInputs(
                        process(), on.client(), parts.topics(), on.codec(), publisher(), InstantSource.system()));
        console = server;
        server.start();
    }

    private ProcessInputs process() {
        Optional<Reload> reload = Optional.ofNullable(configuredRules).map(rules -> () -> rules.reload(publisher()));
        return new ProcessInputs(edge, meters, roles, this::about, reload);
    }

    private Map<String, String> about() {
        Map<String, String> about = addresses().shown();
        about.put("Data folder", parts.dataFolder().toString());
        return about;
    }

    /** The roles that do not do all that they should, by name. */
    public List<String> notReady() {
        return roles.stream()
                .filter(role -> role.state() != RoleState.RUNNING)
                .map(RoleStatus::name)
                .toList();
    }

    /** Whether every role does all that it should. */
    public boolean ready() {
        return roles.stream().allMatch(role -> role.state() == RoleState.RUNNING)
                && (console == null || console.status().state() == RoleState.RUNNING);
    }

    /** Why the process cannot go on; empty while it can. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure.getNow(null));
    }

    /** Runs an action once when the process cannot go on; at once where that is so already. */
    public void onFailure(Runnable action) {
        CompletableFuture<Void> told = failure.thenRun(action);
        log.trace("told: {}", told);
    }

    public Addresses addresses() {
        Cluster on = requireNonNull(cluster, "cluster");
        String host = parts.ingest().bindAddress();
        return new Addresses(
                Optional.ofNullable(ingest).map(server -> http(host, server.grpcPort())),
                Optional.ofNullable(ingest).map(server -> http(host, server.httpPort())),
                Optional.ofNullable(console).map(server -> http(host, server.port())),
                http(
                        host,
                        console == null
                                ? requireNonNull(operations, "operations").port()
                                : console.port()),
                on.bootstrapServers(),
                on.registryUris());
    }

    /** What its listeners have in common. */
    Edge edge() {
        return edge;
    }

    public Cluster cluster() {
        return requireNonNull(cluster, "cluster");
    }

    public Topics topics() {
        return parts.topics();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (export != null) {
            closeQuietly(export); // first, since the receiver may be this process
        }
        ExecutorService closers = Executors.newCachedThreadPool();
        // A listener takes two seconds to stop even where nobody is connected, so it does that beside what follows it.
        List<CompletableFuture<Void>> listeners = new ArrayList<>();
        if (ingest != null) {
            ingest.stopTaking();
            listeners.add(CompletableFuture.runAsync(() -> closeQuietly(requireNonNull(ingest, "ingest")), closers));
        }
        if (kubernetes != null) {
            listeners.add(
                    CompletableFuture.runAsync(() -> closeQuietly(requireNonNull(kubernetes, "kubernetes")), closers));
        }
        // Upstream first, but side by side: each may take some seconds where the broker does not answer.
        List<CompletableFuture<Void>> stopping = applications.stream()
                .map(app -> CompletableFuture.runAsync(() -> closeQuietly(app), closers))
                .toList();
        stopping.forEach(CompletableFuture::join);
        if (console != null) {
            listeners.add(CompletableFuture.runAsync(() -> closeQuietly(requireNonNull(console, "console")), closers));
        }
        if (operations != null) {
            listeners.add(
                    CompletableFuture.runAsync(() -> closeQuietly(requireNonNull(operations, "operations")), closers));
        }
        listeners.forEach(CompletableFuture::join);
        closers.shutdown();
        foundations.forEach(Node::closeQuietly);
        meters.close();
    }

    /** Whatever one part does on its way out, the others are closed too. */
    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            log.warn("could not be closed: {}", part, e);
        }
    }

    private URI http(String host, int port) {
        String shown = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return URI.create(edge.scheme() + "://" + (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + port);
    }
}
