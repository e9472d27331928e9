package dev.bellwether.verification.deployment;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.DeploymentSource;

/**
 * What happens to a deployment.
 *
 * @param source who says so
 * @param reason in words for a person; may be empty
 * @param at log time
 */
record Change(DeploymentPhase phase, DeploymentSource source, String reason, long at) {

    /** What somebody outside says, as a change to another phase, or to the same. */
    static Change outside(DeploymentPhase phase, DeploymentEvent event, long at) {
        return new Change(phase, event.getSource(), event.getReason(), at);
    }

    static Change judge(DeploymentPhase phase, String reason, long at) {
        return new Change(phase, DeploymentSource.JUDGE, reason, at);
    }

    static Change telemetry(DeploymentPhase phase, String reason, long at) {
        return new Change(phase, DeploymentSource.TELEMETRY, reason, at);
    }
}
