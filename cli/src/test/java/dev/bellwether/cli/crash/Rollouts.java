package dev.bellwether.cli.crash;

import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.VerdictStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Two services that get a new version in each round: one of them is fine, the other has a fault. Not safe for several threads.
 * Of more than five new versions of a service within an hour the later ones are not judged.
 */
final class Rollouts {

    private static final String FINE = "cart";
    private static final String FAULTY = "checkout";
    private static final double ERROR_RATIO = 0.01;
    private static final double FAULT_RATIO = 0.4;

    private final Fleet fleet = new Fleet();
    private final Map<String, VerdictStatus> expected = new TreeMap<>();
    private int round = 1;

    Rollouts() {
        fleet.deploy(new Release(FINE, version(), 0));
        fleet.deploy(new Release(FAULTY, version(), ERROR_RATIO));
    }

    Fleet fleet() {
        return fleet;
    }

    /** The first versions stay; those of the round before are taken out. */
    void next() {
        if (round > 1) {
            fleet.retire(FINE, version());
            fleet.retire(FAULTY, version());
        }
        round++;
        fleet.deploy(new Release(FINE, version(), 0));
        fleet.deploy(new Release(FAULTY, version(), FAULT_RATIO));
        expected.put(FINE + " " + version(), VerdictStatus.PASS);
        expected.put(FAULTY + " " + version(), VerdictStatus.FAIL);
    }

    /** What the judge should say of each version: {@code checkout 2.0.0} to FAIL. */
    Map<String, VerdictStatus> expected() {
        return Map.copyOf(expected);
    }

    /**
     * The services of which nothing came in time, of all windows that ended before a moment. A version that comes while the judge
     * knows no other of its service is one of the first, and is not judged; what comes late is not known to it.
     */
    static Set<String> notKnown(List<RedDelta> deltas, Instant before) {
        Set<String> unknown = new TreeSet<>(Set.of(FINE, FAULTY));
        deltas.stream()
                .filter(delta -> delta.getWindowEnd().isBefore(before)
                        && delta.getLogTime().isBefore(delta.getWindowEnd()))
                .forEach(delta -> unknown.remove(delta.getService()));
        return unknown;
    }

    /** The states that alerts on the version that has the fault now are in, by fingerprint. */
    Map<String, AlertState> newestFault(List<Alert> events) {
        Map<String, AlertState> states = new TreeMap<>();
        events.stream()
                .filter(event -> FAULTY.equals(event.getLabels().get("service"))
                        && version().equals(event.getLabels().get("version")))
                .forEach(event -> states.put(event.getFingerprint(), event.getState()));
        return states;
    }

    /** The new versions that have no final verdict yet. */
    Set<String> notJudged(List<Verdict> verdicts) {
        Set<String> open = new TreeSet<>(expected.keySet());
        verdicts.stream()
                .filter(Verdict::getFinal$)
                .forEach(verdict -> open.remove(verdict.getService() + " " + verdict.getVersion()));
        return open;
    }

    private String version() {
        return round + ".0.0";
    }
}
