package dev.bellwether.kubernetes.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterAccessTest {

    private static final String WHOLE = """
            apiVersion: v1
            kind: Config
            clusters: [{name: here, cluster: {server: 'https://127.0.0.1:1'}}]
            users: [{name: me, user: {token: secret}}]
            contexts: [{name: here, context: {cluster: here, user: me}}]
            current-context: here
            """;

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("config"), text);
    }

    private static ClusterAccess of(String file) {
        KubernetesConfig config = KubernetesConfig.DEFAULT;
        return ClusterAccess.of(new KubernetesConfig(
                file,
                config.labels(),
                config.annotations(),
                config.grace(),
                config.pageSize(),
                config.maxObjects(),
                config.maxValueLength(),
                config.retryInterval()));
    }

    private static void assertRefused(Path file, String problem) {
        assertThatThrownBy(() -> of(file.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("kubernetes.config-file: " + file + ": " + problem)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void aFileAsKubectlHasIt_isUsed() throws IOException {
        try (KubernetesClient client = of(file(WHOLE).toString()).open()) {
            assertThat(client.getMasterUrl()).hasToString("https://127.0.0.1:1/");
            assertThat(client.getConfiguration().getAutoOAuthToken()).isEqualTo("secret");
        }
    }

    @Test
    void aFileThatIsNotThere_isRefused() {
        assertRefused(folder.resolve("none"), "there is no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "clusters: [secret", "users: *secret", "clusters: secret"})
    void aFileThatIsNoneOfKubectl_isRefused_andNotQuoted(String text) throws IOException {
        assertRefused(file(text), "is not as kubectl has it (expected: ");
    }

    @Test
    void aFileWithoutItsContext_isRefused() throws IOException {
        assertRefused(file(WHOLE.replace("current-context: here", "current-context: secret")), "names no cluster");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token: secret, client-certificate-data: secret, client-key-data: secret",
                "client-certificate: /nowhere/secret, client-key: /nowhere/secret"
            })
    void credentialsThatAreNone_areRefused_andNotQuoted(String credentials) throws IOException {
        assertRefused(file(WHOLE.replace("token: secret", credentials)), "the address, certificates or key");
    }

    /** kubectl's own place, here by the property that fabric8 has beside the variable KUBECONFIG. */
    @Test
    void aFileThatNobodyNamed_isRefusedLikewise() throws IOException {
        Path file = file("users: *secret");
        System.setProperty(Config.KUBERNETES_KUBECONFIG_FILE, file.toString());
        try {
            assertThatThrownBy(() -> of(""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("kubernetes.config-file: " + file + ": is not as kubectl has it")
                    .hasMessageNotContaining("secret");
        } finally {
            System.clearProperty(Config.KUBERNETES_KUBECONFIG_FILE);
        }
    }
}
