package dev.bellwether.console.view;

import dev.bellwether.facts.Verdict;
import dev.bellwether.schemas.ServiceKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gate is told.
 *
 * @param verdict PASS, FAIL, INCONCLUSIVE, or PENDING where there is none yet
 * @param last whether it will never change
 * @param reason in words
 * @param service the service that was meant; null where several have the name
 * @param deployment the newest deployment of that version; null where none is known yet
 * @param details the verdict itself, or else the newest that was said on the way; null where nothing was
 * @param candidates where several services have the name: all of them
 */
public record VerdictAnswer(
        String verdict,
        boolean last,
        String reason,
        @Nullable ServiceKey service,
        @Nullable Deployment deployment,
        @Nullable Verdict details,
        List<ServiceKey> candidates) {

    /** Said where there is no verdict yet. It is no {@link dev.bellwether.facts.VerdictStatus}. */
    public static final String PENDING = "PENDING";

    public VerdictAnswer {
        candidates = List.copyOf(candidates);
    }

    /** Whether waiting longer could not change what is said: a verdict, or a question that has to be asked otherwise. */
    public boolean settled() {
        return !verdict.equals(PENDING) || !candidates.isEmpty();
    }

    static VerdictAnswer pending(
            String reason, @Nullable ServiceKey service, @Nullable Deployment deployment, @Nullable Verdict latest) {
        return new VerdictAnswer(PENDING, false, reason, service, deployment, latest, List.of());
    }

    static VerdictAnswer ambiguous(String reason, List<ServiceKey> candidates) {
        return new VerdictAnswer(PENDING, false, reason, null, null, null, candidates);
    }
}
