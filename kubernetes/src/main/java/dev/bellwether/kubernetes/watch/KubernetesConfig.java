package dev.bellwether.kubernetes.watch;

import static java.util.Objects.requireNonNull;

import dev.bellwether.kubernetes.cluster.AllowList;
import java.time.Duration;
import java.util.Set;

/**
 * How a cluster is watched.
 *
 * @param kubeConfig file that says where the cluster is and who we are there, as kubectl has it; empty: {@code KUBECONFIG}, {@code
 *     ~/.kube/config}, or the service account of the pod that this process runs in
 * @param labels labels that are kept, as {@link AllowList} has them
 * @param annotations annotations that are kept
 * @param grace how long an object stays readable after its end
 * @param pageSize objects asked for at once
 * @param maxObjects objects held; further ones are refused, and counted
 * @param maxValueLength characters of a label's or an annotation's value; longer ones are cut
 * @param retryInterval pause before a list or watch is tried again the first time; the pauses double up to 32 times of it
 */
public record KubernetesConfig(
        String kubeConfig,
        Set<String> labels,
        Set<String> annotations,
        Duration grace,
        int pageSize,
        int maxObjects,
        int maxValueLength,
        Duration retryInterval) {

    public static final KubernetesConfig DEFAULT = new KubernetesConfig(
            "",
            Set.of("app.kubernetes.io/*"),
            Set.of(),
            Duration.ofMinutes(10),
            500,
            200_000,
            1024,
            Duration.ofSeconds(1));

    public KubernetesConfig {
        requireNonNull(kubeConfig, "kubeConfig");
        labels = Set.copyOf(labels);
        annotations = Set.copyOf(annotations);
        AllowList.of(labels);
        AllowList.of(annotations);
        atLeastOne("pageSize", pageSize);
        atLeastOne("maxObjects", maxObjects);
        atLeastOne("maxValueLength", maxValueLength);
        if (grace.isNegative()) {
            throw new IllegalArgumentException("grace: " + grace + " (expected: >= 0)");
        }
        if (retryInterval.toMillis() < 1) {
            throw new IllegalArgumentException("retryInterval: " + retryInterval + " (expected: >= 1 ms)");
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
        }
    }
}
