package dev.bellwether.kubernetes.watch;

import dev.bellwether.kubernetes.cluster.Kind;
import dev.bellwether.kubernetes.cluster.ObjectLedger;
import dev.bellwether.observation.log.LimitedWarning;
import dev.bellwether.schemas.registry.SchemaRegistryException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.AppsAPIGroupDSL;
import io.fabric8.kubernetes.client.dsl.Informable;
import java.net.URL;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a Kubernetes cluster, and keeps {@code bellwether.kubernetes} abreast of it. Begins with what is on the topic: nothing is
 * said twice, and what went away while nobody watched ends. Whatever is away (the API server, rights, the broker, the registry) is
 * tried again until it is back. Two watchers of the same cluster do no harm to each other.
 */
public final class KubernetesWatcher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KubernetesWatcher.class);

    /** How often it is looked for objects whose grace has passed. */
    private static final Duration FORGET_EVERY = Duration.ofSeconds(1);

    private final KubernetesClient client;
    private final TopicMemory memory;
    private final TopicWriter writer;
    private final Outbox outbox;
    private final Publication publication;
    private final Duration retryInterval;
    private final List<KindWatch<?>> watches;
    private final LimitedWarning unreadable = new LimitedWarning(log);
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(KubernetesWatcher::newThread);
    private volatile boolean recalled;
    private volatile @Nullable String unrecalled;

    KubernetesWatcher(ClusterAccess cluster, TopicAccess topic) {
        KubernetesConfig config = cluster.config();
        WatchMeters meters = new WatchMeters(topic.meters());
        this.client = cluster.open();
        this.retryInterval = config.retryInterval();
        this.outbox = new Outbox();
        this.publication =
                new Publication(new ObjectLedger(config.grace(), config.maxObjects()), outbox, topic.clock());
        this.memory = topic.memory();
        this.writer = topic.writer(outbox, meters, config.retryInterval());
        meters.show(publication, outbox);
        this.watches = new Watches(config.pageSize(), publication, meters).of(client);
    }

    /** The kinds that are watched: owners before pods, so that a pod's owners are mostly there when it comes. */
    private record Watches(long page, Publication publication, WatchMeters meters) {

        List<KindWatch<?>> of(KubernetesClient client) {
            AppsAPIGroupDSL apps = client.apps();
            return List.of(
                    of(Kind.NAMESPACE, client.namespaces(), Namespace::new),
                    of(Kind.NODE, client.nodes(), Node::new),
                    of(Kind.DEPLOYMENT, apps.deployments().inAnyNamespace(), Deployment::new),
                    of(Kind.REPLICA_SET, apps.replicaSets().inAnyNamespace(), ReplicaSet::new),
                    of(Kind.STATEFUL_SET, apps.statefulSets().inAnyNamespace(), StatefulSet::new),
                    of(Kind.DAEMON_SET, apps.daemonSets().inAnyNamespace(), DaemonSet::new),
                    of(Kind.JOB, client.batch().v1().jobs().inAnyNamespace(), Job::new),
                    of(Kind.POD, client.pods().inAnyNamespace(), Pod::new));
        }

        private <T extends HasMetadata> KindWatch<T> of(Kind kind, Informable<T> objects, Supplier<T> empty) {
            return new KindWatch<>(kind, objects.withLimit(page), empty, publication, meters);
        }
    }

    /** Begins in the background. */
    public static KubernetesWatcher start(ClusterAccess cluster, TopicAccess topic) {
        return new KubernetesWatcher(cluster, topic).start();
    }

    KubernetesWatcher start() {
        writer.start();
        thread.execute(this::begin);
        return this;
    }

    private void begin() {
        try {
            memory.read().forEach(publication::recall);
        } catch (KafkaException | SchemaRegistryException e) {
            unrecalled = String.valueOf(e.getMessage());
            unreadable.warn("Topic of Kubernetes objects cannot be read; tried again: {}", e.toString());
            ScheduledFuture<?> again = thread.schedule(this::begin, retryInterval.toMillis(), TimeUnit.MILLISECONDS);
            log.trace("again: {}", again);
            return;
        }
        recalled = true;
        unrecalled = null;
        for (KindWatch<?> watch : watches) {
            CompletionStage<Void> started = watch.start();
            log.trace("watches {}: {}", watch.kind(), started);
        }
        ScheduledFuture<?> forgetting = thread.scheduleWithFixedDelay(
                publication::forget, FORGET_EVERY.toMillis(), FORGET_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        log.trace("forgets: {}", forgetting);
    }

    /** How it stands; answers at once. */
    public WatchState state() {
        if (writer.trouble() != null
                || unrecalled != null
                || publication.refused() > 0
                || watches.stream().anyMatch(watch -> watch.problem().isPresent())) {
            return WatchState.TROUBLED;
        }
        return recalled && watches.stream().allMatch(KindWatch::isWatching) ? WatchState.WATCHING : WatchState.STARTING;
    }

    /** What a person wants to know, in the order to be shown. */
    public Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("cluster", address(client.getMasterUrl()));
        details.put("objects", Integer.toString(publication.held()));
        for (KindWatch<?> watch : watches) {
            watch.problem().ifPresent(problem -> details.put(watch.kind().word(), problem.words()));
        }
        if (publication.refused() > 0) {
            details.put("refused", publication.refused() + ": more than kubernetes.max-objects");
        }
        String unwritten = writer.trouble();
        if (unwritten != null) {
            details.put("unwritten", outbox.size() + ": " + unwritten);
        }
        String unread = unrecalled;
        if (unread != null) {
            details.put("unread", unread);
        }
        return details;
    }

    /** Without a name and a password, which may stand in it. */
    private static String address(URL server) {
        return server.getProtocol() + "://" + server.getHost() + (server.getPort() < 0 ? "" : ":" + server.getPort())
                + server.getPath();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        watches.forEach(KindWatch::close);
        writer.close();
        client.close();
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "kubernetes-watch");
        thread.setDaemon(true);
        return thread;
    }
}
