package dev.bellwether.alerting.lifecycle;

/**
 * What an alert watches for. Slots are evaluated in order, none twice; the answer depends on what was appended to the log
 * before the slot and on nothing else.
 */
@FunctionalInterface
public interface Condition {

    /** Where the condition holds at the slot. Never throws for what users wrote: that is an {@link Evaluation.Failed}. */
    Evaluation evaluate(Slot slot);
}
