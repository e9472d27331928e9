package dev.bellwether.kubernetes.cluster;

import static java.util.Objects.requireNonNull;

/**
 * What a workload runs, and how far it is with it.
 *
 * @param revision name that Kubernetes gives the present template; empty before it has one
 * @param version of the present template; empty where nothing names it
 * @param service what it runs, as its telemetry names itself
 * @param replicas how far it is
 */
public record Rollout(String revision, String version, ServiceHint service, Replicas replicas) {

    public Rollout {
        requireNonNull(revision, "revision");
        requireNonNull(version, "version");
        requireNonNull(service, "service");
        requireNonNull(replicas, "replicas");
    }

    /**
     * As which service a workload's telemetry comes, as far as its template tells that.
     *
     * @param environment empty where it is not told
     * @param namespace of the service; empty where it is not told
     */
    public record ServiceHint(String environment, String namespace, String name) {

        public ServiceHint {
            requireNonNull(environment, "environment");
            requireNonNull(namespace, "namespace");
            requireNonNull(name, "name");
        }
    }

    /**
     * Replicas of a workload.
     *
     * @param wanted how many there shall be
     * @param updated how many run the present template
     * @param ready how many are ready, whatever they run
     * @param old how many run an earlier template
     */
    public record Replicas(int wanted, int updated, int ready, int old) {

        /** Whether all of them run the present template and are ready. */
        public boolean areComplete() {
            return updated >= wanted && ready >= wanted && old == 0;
        }
    }
}
