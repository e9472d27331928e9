package dev.bellwether.verification.deployment;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.Verdict;

/** Takes what a deployment has to say, in order. */
public interface Outbox {

    /** An authoritative event: it carries the deployment's id. */
    void event(DeploymentEvent event);

    void verdict(Verdict verdict);

    /** Something that was seen and means nothing. */
    void ignored(Ignored reason);

    /** Why something means nothing. */
    enum Ignored {
        /** An announcement without a version. */
        UNNAMED_VERSION,
        /** An event with a version that is too long to be one. */
        OVERLONG_VERSION,
        /** A step, an end or a roll-back of something that is not open. */
        NOTHING_OPEN,
        /** Kubernetes speaks of a workload that no telemetry comes from, under the name that it goes by there. */
        NO_TELEMETRY,
        /** A new version on a service that brings forth too many of them. */
        TOO_MANY_VERSIONS,
        /** An event of a kind that outsiders cannot send, or that this version of the program does not know. */
        UNKNOWN_PHASE
    }
}
