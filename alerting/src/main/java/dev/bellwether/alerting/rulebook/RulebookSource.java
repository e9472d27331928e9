package dev.bellwether.alerting.rulebook;

/** Where processors have their rules from. */
@FunctionalInterface
public interface RulebookSource {

    /**
     * The rules, with every version that may be in force at a log time that has been reached. Waits where it is not sure of that: a version
     * takes effect some time after it was appended, and all that was appended longer ago than that has to be known.
     *
     * @throws IllegalStateException if it cannot become sure, since the broker does not answer for long
     */
    Rulebook current();
}
