package dev.bellwether.console.view;

import static java.util.Objects.requireNonNull;

import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.VerdictStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts by deployment: the newest of each step, and the final one, which never changes once it is there. Holds the
 * verdicts of at most {@code max} deployments, and {@value #A_DEPLOYMENT} times as many verdicts; the eldest deployments go first. Safe for use by many threads.
 */
public final class VerdictsView {

    private static final int MAX_STEPS = 100;
    private static final int A_DEPLOYMENT = 4;

    private final int max;
    private final Map<String, OfDeployment> verdicts = new LinkedHashMap<>();
    private int held;
    private long evicted;

    public VerdictsView(int max) {
        if (max < 1) {
            throw new IllegalArgumentException("max: " + max + " (expected: at least 1)");
        }
        this.max = max;
    }

    private static final class OfDeployment {
        private final Map<Integer, Verdict> steps = new LinkedHashMap<>();
        private @Nullable Verdict last;
        private @Nullable Verdict end;

        int size() {
            return steps.size() + (last == null ? 0 : 1) + (end == null ? 0 : 1);
        }
    }

    /** Takes a verdict; those of a deployment come in the order of their partition. */
    public synchronized void apply(Verdict verdict) {
        requireNonNull(verdict, "verdict");
        OfDeployment known = verdicts.computeIfAbsent(verdict.getDeployment(), id -> new OfDeployment());
        if (known.end != null) {
            return;
        }
        held -= known.size();
        if (verdict.getFinal$()) {
            known.end = verdict;
        } else {
            known.last = verdict;
        }
        if (verdict.getStep() > 0) {
            known.steps.put(verdict.getStep(), verdict);
            if (known.steps.size() > MAX_STEPS) {
                known.steps.remove(known.steps.keySet().iterator().next());
            }
        }
        held += known.size();
        while (verdicts.size() > max || (held > max * A_DEPLOYMENT && verdicts.size() > 1)) {
            OfDeployment eldest = verdicts.remove(verdicts.keySet().iterator().next());
            held -= eldest == null ? 0 : eldest.size();
            evicted++;
        }
    }

    /** Whether there is any verdict on this deployment. */
    public synchronized boolean knows(String deployment) {
        return verdicts.containsKey(deployment);
    }

    /** The last word on a deployment. */
    public synchronized Optional<Verdict> finalOf(String deployment) {
        OfDeployment known = verdicts.get(deployment);
        return known == null ? Optional.empty() : Optional.ofNullable(known.end);
    }

    /** The last word on a deployment, or else the newest that was said before it. */
    public synchronized Optional<Verdict> latestOf(String deployment) {
        OfDeployment known = verdicts.get(deployment);
        return known == null ? Optional.empty() : Optional.ofNullable(known.end != null ? known.end : known.last);
    }

    /**
     * The verdict that ended a step, or the last word on the deployment where that came first. A final FAIL speaks for
     * every step: whoever asks late must not be waved through by what was said before it.
     */
    public synchronized Optional<Verdict> ofStep(String deployment, int step) {
        OfDeployment known = verdicts.get(deployment);
        if (known == null) {
            return Optional.empty();
        }
        boolean failed = known.end != null && known.end.getStatus() == VerdictStatus.FAIL;
        Verdict ofStep = known.steps.get(step);
        return Optional.ofNullable(ofStep == null || failed ? known.end : ofStep);
    }

    /** Deployments whose verdicts are held. */
    public synchronized int size() {
        return verdicts.size();
    }

    /** Deployments whose verdicts went because there were too many. */
    public synchronized long evicted() {
        return evicted;
    }
}
