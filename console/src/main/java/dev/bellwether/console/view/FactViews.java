package dev.bellwether.console.view;

import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.VerdictStatus;
import dev.bellwether.schemas.ServiceKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All views, and the questions that need several of them. Until they have caught up with the log they say so. */
public final class FactViews {

    private final DeploymentsView deployments;
    private final VerdictsView verdicts;
    private final AlertsView alerts;
    private final ServicesView services;
    private volatile boolean caughtUp;

    public FactViews(ViewLimits limits) {
        this.deployments = new DeploymentsView(limits.deployments());
        this.verdicts = new VerdictsView(limits.deployments());
        this.alerts = new AlertsView(limits.alerts());
        this.services = new ServicesView(limits.windows(), limits.versions());
    }

    public DeploymentsView deployments() {
        return deployments;
    }

    public VerdictsView verdicts() {
        return verdicts;
    }

    public AlertsView alerts() {
        return alerts;
    }

    public ServicesView services() {
        return services;
    }

    /** Whether everything that the topics held when reading began has been taken. */
    public boolean caughtUp() {
        return caughtUp;
    }

    /** Says that everything that the topics held when reading began has been taken. */
    public void reachedTheEnd() {
        caughtUp = true;
    }

    /** The services that a name can mean, of those that have telemetry or deployments; empty where none is known. */
    public Set<ServiceKey> candidates(ServiceFilter filter) {
        Set<ServiceKey> candidates = deployments.services(filter);
        candidates.addAll(services.services(filter));
        return candidates;
    }

    /** Which service is meant, or which could be. */
    public Resolution resolve(ServiceFilter filter) {
        return Resolution.of(filter, candidates(filter));
    }

    /**
     * The answer to a gate. It never takes the verdict on an earlier deployment of the same version for an answer: a new
     * announcement, or a log not yet read to its end, makes it PENDING.
     */
    public VerdictAnswer answer(VerdictQuestion question) {
        Resolution resolution =
                resolve(new ServiceFilter(question.service(), question.environment(), question.namespace(), null));
        if (!caughtUp) {
            return VerdictAnswer.pending(
                    "starting: the facts of the past are still being read", resolution.service(), null, null);
        }
        ServiceKey service = resolution.service();
        if (service == null) {
            return VerdictAnswer.ambiguous(
                    "several services are named " + question.service() + ": say which by environment and namespace",
                    List.copyOf(resolution.candidates()));
        }
        DeploymentsView.Standing standing = deployments.standing(new ServiceVersion(service, question.version()));
        if (standing.announced() != null) {
            return VerdictAnswer.pending("announced: the deployment has not started yet", service, null, null);
        }
        Deployment deployment = standing.deployment();
        return deployment == null
                ? VerdictAnswer.pending("no deployment of this version is known yet", service, null, null)
                : answer(question.step(), service, deployment);
    }

    private VerdictAnswer answer(int step, ServiceKey service, Deployment deployment) {
        Optional<Verdict> verdict =
                step > 0 ? verdicts.ofStep(deployment.id(), step) : verdicts.finalOf(deployment.id());
        return verdict.map(said -> new VerdictAnswer(
                        word(said), said.getFinal$(), said.getReason(), service, deployment, said, List.of()))
                .orElseGet(() -> VerdictAnswer.pending(
                        undecided(step, deployment),
                        service,
                        deployment,
                        verdicts.latestOf(deployment.id()).orElse(null)));
    }

    /** A status that this version does not know yet is neither good nor bad. */
    private static String word(Verdict verdict) {
        return (verdict.getStatus() == VerdictStatus.UNKNOWN ? VerdictStatus.INCONCLUSIVE : verdict.getStatus()).name();
    }

    private static String undecided(int step, Deployment deployment) {
        if (!deployment.open()) {
            return "the deployment is " + deployment.event().getPhase() + ", and its final verdict is not there yet";
        }
        return step > 0 ? "step " + step + " is being judged" : "the deployment is being judged";
    }
}
