package dev.bellwether.verification;

import static java.util.Objects.requireNonNull;

import dev.bellwether.processors.admission.AdmissionConfig;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.verification.deployment.DeploymentConfig;
import dev.bellwether.verification.judge.GateConfig;
import java.time.Duration;
import java.util.Set;

/**
 * How deployments are found and judged.
 *
 * @param deployments when a version counts as a deployment, and what it must prove
 * @param grace how long after its end a window is kept open for requests that are reported later; SDKs export every 5 s
 * @param excludedServices services that are not looked at, by name or by key ({@code environment/namespace/name})
 * @param admission which services, versions and operations are told apart, as for windows and alerts
 */
public record VerificationConfig(
        DeploymentConfig deployments, Duration grace, Set<String> excludedServices, AdmissionConfig admission) {

    public static final VerificationConfig DEFAULT =
            new VerificationConfig(DeploymentConfig.DEFAULT, Duration.ofSeconds(10), Set.of(), AdmissionConfig.DEFAULT);

    public VerificationConfig {
        requireNonNull(deployments, "deployments");
        requireNonNull(grace, "grace");
        if (grace.isNegative()) {
            throw new IllegalArgumentException("grace: " + grace + " (expected: >= 0)");
        }
        excludedServices = Set.copyOf(excludedServices);
        requireNonNull(admission, "admission");
    }

    public VerificationConfig withGate(GateConfig gate) {
        return withDeployments(deployments.withGate(gate));
    }

    public VerificationConfig withDeployments(DeploymentConfig other) {
        return new VerificationConfig(other, grace, excludedServices, admission);
    }

    public VerificationConfig withExcludedServices(Set<String> services) {
        return new VerificationConfig(deployments, grace, services, admission);
    }

    public VerificationConfig withAdmission(AdmissionConfig other) {
        return new VerificationConfig(deployments, grace, excludedServices, other);
    }

    boolean excludes(ServiceKey service) {
        return !excludedServices.isEmpty()
                && (excludedServices.contains(service.name()) || excludedServices.contains(service.toString()));
    }
}
