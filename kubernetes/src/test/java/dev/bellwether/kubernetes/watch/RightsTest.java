package dev.bellwether.kubernetes.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds rbac.yaml against what is asked of an API server. */
class RightsTest {

    private static final Pattern PATH =
            Pattern.compile("/(?:api|apis/(?<group>[a-z.]+))/v1/(?<resource>[a-z]+)\\?(?<query>.*)");

    @Test
    void role_hasTheRightsThatAreUsed_andNoOthers() throws IOException {
        try (WatcherRig rig = new WatcherRig()) {
            KubernetesWatcher watcher = rig.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> watcher.state() == WatchState.WATCHING);

            assertThat(granted())
                    .isEqualTo(rig.cluster.requests("/").stream()
                            .map(RightsTest::used)
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private static Set<String> granted() throws IOException {
        try (InputStream file = Files.newInputStream(Path.of("rbac.yaml"))) {
            List<HasMetadata> objects = new KubernetesSerialization().unmarshal(file);
            return objects.stream()
                    .filter(ClusterRole.class::isInstance)
                    .map(ClusterRole.class::cast)
                    .flatMap(role -> role.getRules().stream())
                    .flatMap(rule -> rights(rule).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<String> rights(PolicyRule rule) {
        return rule.getResources().stream()
                .flatMap(resource -> rule.getVerbs().stream()
                        .map(verb -> verb + " " + rule.getApiGroups().get(0) + "/" + resource))
                .toList();
    }

    private static String used(String path) {
        Matcher matcher = PATH.matcher(path);
        assertThat(matcher.matches()).as(path).isTrue();
        String group = matcher.group("group");
        return (matcher.group("query").contains("watch=true") ? "watch " : "list ")
                + (group == null ? "" : group)
                + "/" + matcher.group("resource");
    }
}
