package dev.bellwether.verification.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.facts.Arm;
import dev.bellwether.facts.BaselineKind;
import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.Evidence;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.VerdictStatus;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.verification.judge.Comparison;
import dev.bellwether.verification.judge.Counts;
import dev.bellwether.verification.judge.Decision;
import dev.bellwether.verification.judge.Finding;
import dev.bellwether.verification.judge.Interval;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From what the machine knows to the facts that it sends. */
final class DeploymentFacts {

    private static final int ID_BYTES = 8;

    private DeploymentFacts() {}

    /** The id of the deployment whose first event was at a log time: 16 hexadecimal digits. */
    static String id(ServiceKey service, String version, long at) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest((service + "\n" + version + "\n" + at).getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static DeploymentEvent event(ServiceKey service, OpenDeployment deployment, Change change) {
        return event(service, deployment.id(), deployment.version(), deployment.baselineVersion(), change)
                .setWeight(deployment.weight())
                .setStep(deployment.step())
                .build();
    }

    /** An event of a deployment that has ended. */
    static DeploymentEvent event(ServiceKey service, EndedDeployment deployment, Change change) {
        return event(service, deployment.id(), deployment.version(), deployment.baselineVersion(), change)
                .build();
    }

    private static DeploymentEvent.Builder event(
            ServiceKey service, String id, String version, String previousVersion, Change change) {
        return DeploymentEvent.newBuilder()
                .setDeployment(id)
                .setEnvironment(service.environment())
                .setNamespace(service.namespace())
                .setService(service.name())
                .setVersion(version)
                .setPreviousVersion(previousVersion)
                .setPhase(change.phase())
                .setSource(change.source())
                .setReason(change.reason())
                .setAt(Instant.ofEpochMilli(change.at()));
    }

    /**
     * What is said of a deployment.
     *
     * @param decision what the gate says; undecided becomes INCONCLUSIVE
     * @param step the step that ends; 0 for the deployment as a whole, and so the last word on it
     */
    static Verdict verdict(ServiceKey service, OpenDeployment deployment, Decision decision, int step, long at) {
        Finding finding = deployment.gate().finding(deployment.comparison());
        boolean noData = deployment.hasNoData() && decision.outcome() != Decision.Outcome.PASS;
        return Verdict.newBuilder()
                .setDeployment(deployment.id())
                .setEnvironment(service.environment())
                .setNamespace(service.namespace())
                .setService(service.name())
                .setVersion(deployment.version())
                .setBaselineVersion(deployment.baselineVersion())
                .setBaselineKind(kind(deployment.comparison()))
                .setStep(step)
                .setFinal$(step == 0)
                .setStatus(status(decision.outcome()))
                .setReason(
                        noData
                                ? "no telemetry of version " + deployment.version() + " arrived: " + decision.reason()
                                : decision.reason())
                .setNoData(noData)
                .setRegressionSuspected(finding.regressionSuspected())
                .setEvidence(List.of(evidence(deployment, finding)))
                .setDecidedAt(Instant.ofEpochMilli(at))
                .build();
    }

    private static Evidence evidence(OpenDeployment deployment, Finding finding) {
        Interval interval = finding.interval();
        boolean judged = deployment.windows() > 0;
        return Evidence.newBuilder()
                .setSignal("errors")
                .setCanary(arm(finding.canary(), finding.canaryLate()))
                .setBaseline(arm(finding.baseline(), finding.baselineLate()))
                .setRatio(finding.ratio().isPresent() ? finding.ratio().getAsDouble() : null)
                .setRatioLow(interval.hasLow() ? interval.low() : null)
                .setRatioHigh(interval.hasHigh() ? interval.high() : null)
                .setFrom(time(judged, deployment.firstWindowStart()))
                .setTo(time(judged, deployment.lastWindowEnd()))
                .setWindows(deployment.windows())
                .setCompleteness(deployment.completeness())
                .setTraceIds(deployment.traceIds())
                .setRemarks(remarks(deployment, finding))
                .build();
    }

    private static List<String> remarks(OpenDeployment deployment, Finding finding) {
        List<String> remarks = new ArrayList<>();
        if (deployment.comparison() == Comparison.BEFORE) {
            remarks.add(
                    "no baseline ran beside the canary: it is compared with the time before it, so an incident that both"
                            + " would have met looks like a regression");
        }
        if (deployment.comparison() == Comparison.NONE && deployment.windows() > 0) {
            remarks.add("there is nothing to compare with: only the floor could be judged");
        }
        if (finding.interval().isEmpty()) {
            remarks.add("the ratio was not the same all the time: no single one explains what was seen");
        }
        if (deployment.comparison() == Comparison.BESIDE && mixDiffers(finding)) {
            remarks.add(
                    "the versions served different mixes of operations and times: the ratio is the one within these, not"
                            + " that of the totals");
        }
        if (deployment.completeness() < 1) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "in %.0f %% of the windows a source that stood still was not waited for",
                    100 * (1 - deployment.completeness())));
        }
        return remarks;
    }

    private static boolean mixDiffers(Finding finding) {
        double baseline = finding.baseline().errorShare();
        if (baseline == 0 || finding.ratio().isEmpty()) {
            return false;
        }
        double ofTotals = finding.canary().errorShare() / baseline;
        return Math.abs(ofTotals - finding.ratio().getAsDouble()) > 0.1 * ofTotals;
    }

    private static Arm arm(Counts counts, long late) {
        return Arm.newBuilder()
                .setRequests(counts.requests())
                .setErrors(counts.errors())
                .setLate(late)
                .build();
    }

    private static @Nullable Instant time(boolean known, long millis) {
        return known ? Instant.ofEpochMilli(millis) : null;
    }

    private static BaselineKind kind(Comparison comparison) {
        return switch (comparison) {
            case BESIDE -> BaselineKind.BESIDE;
            case BEFORE -> BaselineKind.BEFORE;
            case NONE -> BaselineKind.NONE;
        };
    }

    private static VerdictStatus status(Decision.Outcome outcome) {
        return switch (outcome) {
            case PASS -> VerdictStatus.PASS;
            case FAIL -> VerdictStatus.FAIL;
            case INCONCLUSIVE, UNDECIDED -> VerdictStatus.INCONCLUSIVE;
        };
    }
}
