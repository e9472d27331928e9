package dev.bellwether.alerting.lifecycle;

/** Is told what evaluations did, in the order of slots, rules and fingerprints. */
public interface AlertListener {

    /** An alert went from one phase to another. */
    void transition(Transition transition);

    /** A firing alert goes on firing; told from time to time. */
    void refreshed(TrackedAlert alert);

    /** An alert was resolved long enough ago. */
    void forgotten(TrackedAlert alert);

    /** A rule could not be evaluated; its alerts stay as they are. */
    void failed(AlertRule rule, String reason);
}
