package dev.bellwether.cli.doctor;

import static org.apache.kafka.common.acl.AclPermissionType.ALLOW;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Calls of {@code kafka-acls.sh --add}, as that program understands them. */
public final class AclCommands {

    private AclCommands() {}

    /** What one call allows to a user, whose name it is given in place of NAME. */
    public static List<AclBinding> bindings(String command, String user) {
        List<AclOperation> operations = new ArrayList<>();
        List<ResourcePattern> resources = new ArrayList<>();
        PatternType pattern =
                command.contains("--resource-pattern-type prefixed") ? PatternType.PREFIXED : PatternType.LITERAL;
        Iterator<String> words = List.of(command.split(" ")).iterator();
        while (words.hasNext()) {
            switch (words.next()) {
                case "--operation" -> operations.add(operation(words.next()));
                case "--topic" -> resources.add(new ResourcePattern(ResourceType.TOPIC, words.next(), pattern));
                case "--group" -> resources.add(new ResourcePattern(ResourceType.GROUP, words.next(), pattern));
                case "--transactional-id" ->
                    resources.add(new ResourcePattern(ResourceType.TRANSACTIONAL_ID, words.next(), pattern));
                default -> {
                    // where, and for whom
                }
            }
        }
        return resources.stream()
                .flatMap(resource -> operations.stream()
                        .map(operation -> new AclBinding(
                                resource, new AccessControlEntry("User:" + user, "*", operation, ALLOW))))
                .toList();
    }

    private static AclOperation operation(String word) {
        return AclOperation.valueOf(word.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }
}
