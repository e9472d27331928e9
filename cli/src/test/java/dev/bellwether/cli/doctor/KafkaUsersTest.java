package dev.bellwether.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellwether.cli.config.Settings;
import dev.bellwether.cli.manifests.Manifests;
import dev.bellwether.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

/** The users that Strimzi is told to make, against the rights that roles need. */
class KafkaUsersTest {

    private static final Topics TOPICS = Topics.standard();

    @Test
    void everyRole_isAUser_withTheRightsThatItNeedsAndNoMore() throws IOException {
        List<JsonNode> users =
                Manifests.parse(Files.readString(Manifests.FOLDER.resolve("components/strimzi/users.yaml")));
        List<String> roles = new ArrayList<>(Settings.ROLES);
        roles.add(Settings.KUBERNETES_ROLE);

        assertThat(users)
                .extracting(user -> user.path("metadata").path("name").asText())
                .containsExactlyInAnyOrderElementsOf(
                        roles.stream().map(role -> "bellwether-" + role).toList());
        for (JsonNode user : users) {
            String role = user.path("metadata").path("name").asText().substring("bellwether-".length());
            assertThat(allowed(user)).as(role).isEqualTo(needed(rights(role)));
        }
    }

    /** Whether Alertmanagers are told is a setting, which users are not made anew for. */
    private static Rights rights(String role) {
        Rights rights = Rights.of(Set.of(role), TOPICS, TOPICS.all());
        return role.equals("alerting") ? rights.withNotification(TOPICS) : rights;
    }

    private static Set<String> needed(Rights rights) {
        Set<String> needed = new TreeSet<>();
        rights.topics().forEach((topic, operations) -> {
            operations.forEach(operation -> needed.add(shown("topic", topic, "literal", AccessCheck.camel(operation))));
            needed.add(shown("topic", topic, "literal", AccessCheck.camel(AclOperation.CREATE)));
        });
        for (String id : rights.applications()) {
            needed.add(shown("group", id, "literal", "Read"));
            needed.add(shown("transactionalId", id, "prefix", "Describe"));
            needed.add(shown("transactionalId", id, "prefix", "Write"));
            needed.add(shown("topic", id + "-", "prefix", "All"));
        }
        for (String id : rights.transactions()) {
            needed.add(shown("transactionalId", id, "literal", "Describe"));
            needed.add(shown("transactionalId", id, "literal", "Write"));
        }
        rights.groups().forEach(group -> needed.add(shown("group", group, "literal", "Read")));
        return needed;
    }

    private static Set<String> allowed(JsonNode user) {
        Set<String> allowed = new TreeSet<>();
        user.path("spec").path("authorization").path("acls").forEach(acl -> {
            JsonNode resource = acl.path("resource");
            acl.path("operations")
                    .forEach(operation -> allowed.add(shown(
                            resource.path("type").asText(),
                            resource.path("name").asText(),
                            resource.path("patternType").asText(),
                            operation.asText())));
        });
        return allowed;
    }

    private static String shown(String type, String name, String pattern, String operation) {
        return String.join(" ", type, name, pattern, operation);
    }
}
