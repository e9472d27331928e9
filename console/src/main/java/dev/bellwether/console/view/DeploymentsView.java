package dev.bellwether.console.view;

import static java.util.Objects.requireNonNull;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.DeploymentSource;
import dev.bellwether.schemas.ServiceKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Deployments by id and by service and version. Events of one service come in the order of their partition. An event with
 * an id is the word of the verification application; one without is what somebody announced, and is remembered only until
 * the word on the same service and version follows it.
 *
 * <p>Holds at most {@code max} deployments, and as many announcements; beyond that the eldest go, closed ones first. Safe
 * for use by many threads.
 */
public final class DeploymentsView {

    private final int max;

    /** By id, eldest first. */
    private final Map<String, Deployment> deployments = new LinkedHashMap<>();

    /** Newest deployment of each service and version. */
    private final Map<ServiceVersion, String> newest = new HashMap<>();

    private final Map<ServiceVersion, Announcement> announced = new LinkedHashMap<>();
    private long evicted;

    public DeploymentsView(int max) {
        if (max < 1) {
            throw new IllegalArgumentException("max: " + max + " (expected: at least 1)");
        }
        this.max = max;
    }

    /**
     * What is known of one service and version.
     *
     * @param deployment the newest deployment, if there is one
     * @param announced what was announced after the last word on it, if anything
     */
    public record Standing(
            @Nullable Deployment deployment, @Nullable DeploymentEvent announced) {}

    private record Announcement(DeploymentEvent event, long offset) {}

    /** Takes an event. Taking one again that was taken before changes nothing. */
    public synchronized void apply(DeploymentEvent event, long offset) {
        requireNonNull(event, "event");
        ServiceVersion subject = ServiceVersion.of(event);
        if (event.getDeployment().isEmpty()) {
            announce(subject, event, offset);
            return;
        }
        Deployment known = deployments.get(event.getDeployment());
        if (known != null && offset <= known.offset()) {
            return;
        }
        deployments.put(
                event.getDeployment(), known == null ? Deployment.begun(event, offset) : known.plus(event, offset));
        if (known == null) {
            newest.put(subject, event.getDeployment());
            evictBeyondMax();
        }
        Announcement open = announced.get(subject);
        if (open != null && open.offset() < offset) {
            announced.remove(subject);
        }
    }

    private void announce(ServiceVersion subject, DeploymentEvent event, long offset) {
        // what Kubernetes says may be of a service that nobody has telemetry of
        boolean begins = event.getSource() != DeploymentSource.KUBERNETES
                && (event.getPhase() == DeploymentPhase.ANNOUNCED || event.getPhase() == DeploymentPhase.STARTED);
        Deployment known = newestOf(subject);
        if (!begins || (known != null && known.offset() > offset)) {
            return;
        }
        announced.put(subject, new Announcement(event, offset));
        if (announced.size() > max) {
            announced.remove(announced.keySet().iterator().next());
            evicted++;
        }
    }

    private void evictBeyondMax() {
        if (deployments.size() <= max) {
            return;
        }
        Deployment victim = deployments.values().stream()
                .filter(deployment -> !deployment.open())
                .findFirst()
                .orElseGet(() -> deployments.values().iterator().next());
        deployments.remove(victim.id());
        newest.remove(victim.subject(), victim.id());
        evicted++;
    }

    public synchronized Optional<Deployment> byId(String id) {
        return Optional.ofNullable(deployments.get(id));
    }

    /** What is known of a service and version. */
    public synchronized Standing standing(ServiceVersion subject) {
        Announcement announcement = announced.get(subject);
        return new Standing(newestOf(subject), announcement == null ? null : announcement.event());
    }

    /** The deployment of a service and version that is still being judged. */
    public synchronized Optional<Deployment> openOf(ServiceVersion subject) {
        return Optional.ofNullable(newestOf(subject)).filter(Deployment::open);
    }

    /** Deployments that the filter admits, newest first, at most {@code limit}. */
    public synchronized List<Deployment> list(ServiceFilter filter, @Nullable Boolean open, int limit) {
        return deployments.values().stream()
                .filter(deployment -> filter.admits(deployment.subject()))
                .filter(deployment -> open == null || deployment.open() == open)
                .sorted(Comparator.comparing(Deployment::startedAt).reversed().thenComparing(Deployment::id))
                .limit(limit)
                .toList();
    }

    /** What was announced and has not been answered yet, newest first, at most {@code limit}. */
    public synchronized List<DeploymentEvent> announced(ServiceFilter filter, int limit) {
        return announced.entrySet().stream()
                .filter(entry -> filter.admits(entry.getKey()))
                .map(entry -> entry.getValue().event())
                .sorted(Comparator.comparing(DeploymentEvent::getAt).reversed())
                .limit(limit)
                .toList();
    }

    /** Services that some deployment or announcement is about. */
    public synchronized Set<ServiceKey> services(ServiceFilter filter) {
        Set<ServiceKey> services = new TreeSet<>(Comparator.comparing(ServiceKey::toString));
        Stream.concat(newest.keySet().stream(), announced.keySet().stream())
                .map(ServiceVersion::service)
                .filter(filter::admits)
                .forEach(services::add);
        return services;
    }

    /** Deployments held. */
    public synchronized int size() {
        return deployments.size();
    }

    /** Deployments and announcements that went because there were too many. */
    public synchronized long evicted() {
        return evicted;
    }

    private @Nullable Deployment newestOf(ServiceVersion subject) {
        String id = newest.get(subject);
        return id == null ? null : deployments.get(id);
    }
}
