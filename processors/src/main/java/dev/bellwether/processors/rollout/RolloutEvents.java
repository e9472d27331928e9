package dev.bellwether.processors.rollout;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.DeploymentSource;
import dev.bellwether.kubernetes.cluster.ClusterObject;
import dev.bellwether.kubernetes.cluster.Rollout.Replicas;
import dev.bellwether.kubernetes.cluster.Rollout.ServiceHint;
import dev.bellwether.kubernetes.rollout.RolloutNews;
import dev.bellwether.schemas.ServiceKey;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What happened to a workload, as events of deployments. */
final class RolloutEvents {

    private RolloutEvents() {}

    /**
     * One event for each service that the workload may be. Where its template names no service namespace that is the one without, as an SDK
     * sends it that nobody told of one, and the one called as the cluster's namespace, as the OpenTelemetry operator tells it. Verification
     * heeds those that have telemetry.
     */
    static List<DeploymentEvent> of(ClusterObject workload, ServiceHint service, RolloutNews news, Instant at) {
        Stream<String> namespaces = service.namespace().isEmpty()
                ? Stream.of(ServiceKey.DEFAULT_NAMESPACE, workload.namespace()).distinct()
                : Stream.of(service.namespace());
        return namespaces
                .map(namespace ->
                        event(ServiceKey.of(service.environment(), namespace, service.name()), workload, news, at))
                .toList();
    }

    private static DeploymentEvent event(ServiceKey service, ClusterObject workload, RolloutNews news, Instant at) {
        Replicas replicas = news.replicas();
        return DeploymentEvent.newBuilder()
                .setEnvironment(service.environment())
                .setNamespace(service.namespace())
                .setService(service.name())
                .setVersion(news.version())
                .setPreviousVersion(news.previousVersion())
                .setPhase(phase(news.kind()))
                .setSource(DeploymentSource.KUBERNETES)
                .setReason("%s %s/%s: %d of %d replicas updated, %d ready"
                        .formatted(
                                workload.key().kind().word(),
                                workload.namespace(),
                                workload.name(),
                                replicas.updated(),
                                replicas.wanted(),
                                replicas.ready()))
                .setReplicas(replicas.wanted())
                .setUpdatedReplicas(replicas.updated())
                .setReadyReplicas(replicas.ready())
                .setAt(at)
                .build();
    }

    private static DeploymentPhase phase(RolloutNews.Kind kind) {
        return switch (kind) {
            case STARTED -> DeploymentPhase.ANNOUNCED;
            case PROGRESSING -> DeploymentPhase.PROGRESSING;
            case FINISHED -> DeploymentPhase.ROLLED_OUT;
            case ROLLED_BACK -> DeploymentPhase.ROLLED_BACK;
        };
    }
}
