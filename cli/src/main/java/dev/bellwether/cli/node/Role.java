package dev.bellwether.cli.node;

import dev.bellwether.alerting.RulebookFeed;
import dev.bellwether.console.status.RoleState;
import dev.bellwether.console.status.RoleStatus;
import dev.bellwether.embedded.FreeSpace;
import dev.bellwether.embedded.FreeSpaceWatch;
import dev.bellwether.ingest.IngestServer;
import dev.bellwether.kubernetes.watch.KubernetesWatcher;
import dev.bellwether.notification.Notifier;
import dev.bellwether.processors.runtime.StreamsApp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A role as {@code /readyz} and {@code status} show it. */
record Role(String name, Supplier<RoleState> standing, Supplier<Map<String, String>> about) implements RoleStatus {

    /** A Kafka Streams application: running only while all of its tasks are. */
    static Role of(StreamsApp app) {
        return new Role(
                app.name(),
                () -> switch (app.state()) {
                    case RUNNING -> RoleState.RUNNING;
                    case CREATED, REBALANCING -> RoleState.STARTING;
                    case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> RoleState.FAILED;
                },
                Map::of);
    }

    /** Intake: works as it should while requests are taken, and else says why they are not. */
    static Role of(IngestServer server) {
        return new Role(
                "ingest",
                () -> server.refusal().isEmpty() ? RoleState.RUNNING : RoleState.DEGRADED,
                () -> server.refusal().map(reason -> Map.of("refuses", reason)).orElse(Map.of()));
    }

    /** The watch of a Kubernetes cluster; its details say what it does not see. */
    static Role of(KubernetesWatcher watcher) {
        return new Role(
                "kubernetes",
                () -> switch (watcher.state()) {
                    case STARTING -> RoleState.STARTING;
                    case WATCHING -> RoleState.RUNNING;
                    case TROUBLED -> RoleState.DEGRADED;
                },
                watcher::details);
    }

    /** The metadata that telemetry is enriched with. */
    static Role of(LiveEnrichment enrichment) {
        return new Role(
                "enrichment",
                () -> enrichment.isTroubled()
                        ? RoleState.DEGRADED
                        : enrichment.isLoaded() ? RoleState.RUNNING : RoleState.STARTING,
                enrichment::details);
    }

    /**
     * Who tells Alertmanagers. One that is away is in the details, and takes nothing from the role: the process does what it should, and
     * would not do it better if nobody sent it telemetry until then.
     */
    static Role of(Notifier notifier) {
        return new Role(
                "notification",
                () -> notifier.trouble() != null
                        ? RoleState.DEGRADED
                        : notifier.isLoaded() ? RoleState.RUNNING : RoleState.STARTING,
                notifier::details);
    }

    /** The rules, as far as this process has read them. */
    static Role of(RulebookFeed feed) {
        return new Role(
                "rulebook",
                () -> feed.trouble() != null
                        ? RoleState.DEGRADED
                        : feed.isLoaded() ? RoleState.RUNNING : RoleState.STARTING,
                () -> {
                    String trouble = feed.trouble();
                    String files = Integer.toString(feed.known().newest().size());
                    return trouble == null ? Map.of("files", files) : Map.of("files", files, "unread", trouble);
                });
    }

    /** The disk under the data folder. */
    static Role of(FreeSpaceWatch watch) {
        return new Role("disk", () -> watch.space().nearlyFull() ? RoleState.DEGRADED : RoleState.RUNNING, () -> {
            FreeSpace space = watch.space();
            Map<String, String> details = new LinkedHashMap<>();
            details.put("folder", space.folder().toString());
            details.put("free", space.free());
            details.put("needed", space.needed());
            return details;
        });
    }

    @Override
    public RoleState state() {
        return standing.get();
    }

    @Override
    public Map<String, String> details() {
        return about.get();
    }
}
