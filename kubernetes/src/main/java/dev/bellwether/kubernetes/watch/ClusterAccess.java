package dev.bellwether.kubernetes.watch;

import static java.util.Objects.requireNonNull;

import dev.bellwether.kubernetes.cluster.AllowList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How the API server of a cluster is reached: read and found whole before anything is started. What is wrong with it is told without a word of
 * what its files say, since they hold tokens and keys.
 */
public final class ClusterAccess {

    private static final String SETTING = "kubernetes.config-file";

    private final Config access;
    private final KubernetesConfig config;

    ClusterAccess(Config access, KubernetesConfig config) {
        this.access = requireNonNull(access, "access");
        this.config = requireNonNull(config, "config");
    }

    /**
     * Reads where the cluster is that the configuration names, or that this process runs in, and who we are there. Connects to nothing.
     *
     * @throws IllegalArgumentException if that cannot be used; it names the setting and the file, and has no cause
     */
    public static ClusterAccess of(KubernetesConfig config) {
        String file = config.kubeConfig();
        Config access = file.isEmpty() ? found() : named(Path.of(file));
        ClusterAccess cluster = new ClusterAccess(access, config);
        cluster.requireCredentials(file.isEmpty() ? whereItIsFound() : file);
        return cluster;
    }

    /** A client, which connects with its first question. */
    KubernetesClient open() {
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

    KubernetesConfig config() {
        return config;
    }

    private static Config found() {
        try {
            return Config.autoConfigure(null);
        } catch (RuntimeException e) { // whatever its parsers throw, and they quote what they read
            throw unreadable(whereItIsFound());
        }
    }

    private static Config named(Path file) {
        if (!Files.exists(file)) {
            throw unusable(file, "there is no such file");
        }
        if (!Files.isReadable(file)) {
            throw unusable(file, "this user may not read it");
        }
        Config access;
        try {
            access = Config.fromKubeconfig(file.toFile());
        } catch (RuntimeException e) { // as above
            throw unreadable(file);
        }
        if (access.getCurrentContext() == null) {
            throw unusable(file, "names no cluster to watch (expected: current-context, and a context of that name)");
        }
        return access;
    }

    /** Certificates and keys are not looked at before a client is made. */
    private void requireCredentials(Object place) {
        try {
            open().close();
        } catch (RuntimeException e) { // as above
            throw unusable(place, "the address, certificates or key in it cannot be used");
        }
    }

    private static String whereItIsFound() {
        return String.join(", ", Config.getKubeconfigFilenames());
    }

    private static IllegalArgumentException unreadable(Object place) {
        return unusable(
                place, "is not as kubectl has it (expected: YAML with clusters, users, contexts, current-context)");
    }

    private static IllegalArgumentException unusable(Object place, String problem) {
        return new IllegalArgumentException(SETTING + ": " + place + ": " + problem);
    }
}
