package dev.bellwether.alerting.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What one evaluation of one rule did. Lists are in the order of fingerprints.
 *
 * @param alerts those that are kept from now on, the map as it was where nothing changed
 * @param transitions those that went from one phase to another
 * @param refreshed firing alerts that did not, but whose present state is due to be told again
 * @param forgotten those that were resolved long enough ago to be kept no longer
 * @param failure why nothing changed, where the evaluation failed
 */
public record Outcome(
        SortedMap<Fingerprint, TrackedAlert> alerts,
        List<Transition> transitions,
        List<TrackedAlert> refreshed,
        List<TrackedAlert> forgotten,
        Optional<String> failure) {

    public Outcome {
        transitions = List.copyOf(transitions);
        refreshed = List.copyOf(refreshed);
        forgotten = List.copyOf(forgotten);
    }

    static Outcome unchanged(SortedMap<Fingerprint, TrackedAlert> alerts, Optional<String> failure) {
        return new Outcome(alerts, List.of(), List.of(), List.of(), failure);
    }
}
