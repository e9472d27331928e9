package dev.bellwether.kubernetes.watch;

import dev.bellwether.kubernetes.cluster.AllowList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;

/** The connection to the API server of a cluster. */
final class ClusterClient {

    private ClusterClient() {}

    /** The cluster that the configuration names, or that this process runs in. Connects with the first question. */
    static KubernetesClient open(KubernetesConfig config) {
        return open(
                config.kubeConfig().isEmpty()
                        ? Config.autoConfigure(null)
                        : Config.fromKubeconfig(new File(config.kubeConfig())),
                config);
    }

    static KubernetesClient open(Config access, KubernetesConfig config) {
        Config patient = new ConfigBuilder(access)
                .withWatchReconnectInterval(
                        Math.toIntExact(config.retryInterval().toMillis()))
                .withWatchReconnectLimit(-1)
                // an informer waits longer and longer by itself, and what is wrong should be known soon
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder()
                .withConfig(patient)
                .withKubernetesSerialization(TrimmedDecoding.of(
                        AllowList.of(config.labels()), AllowList.of(config.annotations()), config.maxValueLength()))
                .build();
    }
}
