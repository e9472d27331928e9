package dev.bellwether.console.view;

import static java.util.Objects.requireNonNull;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import java.time.Instant;

/**
 * Where a deployment stands.
 *
 * @param event the last event of it, with what earlier events said where the last one is silent
 * @param startedAt when its first event happened, log time
 * @param offset of its last event in the partition of its service
 */
public record Deployment(DeploymentEvent event, Instant startedAt, long offset) {

    public Deployment {
        requireNonNull(event, "event");
        requireNonNull(startedAt, "startedAt");
        if (event.getDeployment().isEmpty()) {
            throw new IllegalArgumentException("event: without the id of its deployment");
        }
    }

    static Deployment begun(DeploymentEvent event, long offset) {
        return new Deployment(event, event.getAt(), offset);
    }

    /** Sixteen hexadecimal digits. */
    public String id() {
        return event.getDeployment();
    }

    public ServiceVersion subject() {
        return ServiceVersion.of(event);
    }

    /** Whether it is still being judged. */
    public boolean open() {
        return !over(event.getPhase());
    }

    /** What it is after a later event. An event does not repeat all that was said before it; what it leaves out stays. */
    Deployment plus(DeploymentEvent later, long laterOffset) {
        DeploymentEvent.Builder merged = DeploymentEvent.newBuilder(later);
        if (later.getPreviousVersion().isEmpty()) {
            merged.setPreviousVersion(event.getPreviousVersion());
        }
        if (later.getWeight() == null) {
            merged.setWeight(event.getWeight());
        }
        if (later.getStep() == 0) {
            merged.setStep(event.getStep());
        }
        if (later.getReplicas() == null) {
            merged.setReplicas(event.getReplicas())
                    .setUpdatedReplicas(event.getUpdatedReplicas())
                    .setReadyReplicas(event.getReadyReplicas());
        }
        if (!over(later.getPhase()) && !(open() && later.getPhase() == DeploymentPhase.STEPPED)) {
            // an announcement adds to what is known and moves nothing, and nothing reopens what is over
            merged.setPhase(event.getPhase());
        }
        return new Deployment(merged.build(), startedAt, laterOffset);
    }

    private static boolean over(DeploymentPhase phase) {
        return switch (phase) {
            case SUPERSEDED, ROLLED_BACK, FINISHED -> true;
            case UNKNOWN, ANNOUNCED, STARTED, STEPPED, PROGRESSING, ROLLED_OUT -> false;
        };
    }
}
