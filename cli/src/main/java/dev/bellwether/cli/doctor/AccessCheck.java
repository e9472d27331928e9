package dev.bellwether.cli.doctor;

import static java.util.Objects.requireNonNull;

import dev.bellwether.cli.node.OutsideCluster;
import dev.bellwether.schemas.Topic;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Whether this user may do what the roles of the process have to. Of groups and transactional ids that nobody uses yet the broker tells no
 * more than whether they may be seen; READ and WRITE, which imply that, cannot be told apart from it.
 */
final class AccessCheck {

    static final String NAME = "kafka rights";

    private static final String PREFIXED = " --resource-pattern-type prefixed";

    private final AdminQuestions admin;
    private final OutsideCluster cluster;
    private final Rights rights;
    private final List<Topic> visible = new ArrayList<>();

    /** Commands that allow what is missing, in the order in which it was found. */
    private final List<String> missing = new ArrayList<>();

    AccessCheck(AdminQuestions admin, OutsideCluster cluster) {
        this.admin = admin;
        this.cluster = cluster;
        Rights ofRoles = Rights.of(cluster.roles(), cluster.topics(), cluster.wanted());
        this.rights = cluster.tellsAlertmanagers() ? ofRoles.withNotification(cluster.topics()) : ofRoles;
        topics();
        rights.applications().stream().sorted().forEach(this::application);
        rights.transactions().stream().sorted().forEach(id -> transaction(id, id, ""));
        rights.groups().forEach(this::group);
    }

    /** The topics that there are, and whose settings may be looked at. */
    List<Topic> visibleTopics() {
        return List.copyOf(visible);
    }

    List<Finding> findings() {
        String roles = String.join(", ", new TreeSet<>(cluster.roles()));
        if (missing.isEmpty()) {
            return List.of(Finding.ok(NAME, "enough for " + roles));
        }
        return List.of(Finding.problem(
                NAME,
                "this user may not do all that these roles need: " + roles,
                missing.stream()
                        .map(what -> "kafka-acls.sh --bootstrap-server " + cluster.servers()
                                + " --add --allow-principal User:NAME " + what)
                        .collect(Collectors.joining("\n"))));
    }

    private void topics() {
        Map<String, Set<AclOperation>> lacking = new TreeMap<>();
        var described = admin.admin()
                .describeTopics(
                        cluster.wanted().stream().map(Topic::name).toList(),
                        new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        for (Topic topic : cluster.wanted()) {
            Set<AclOperation> needed = rights.topics().getOrDefault(topic.name(), Set.of());
            try {
                Set<AclOperation> lack = EnumSet.copyOf(needed);
                Set<AclOperation> allowed = admin.answer(requireNonNull(described.get(topic.name())))
                        .authorizedOperations();
                lack.removeAll(allowed == null ? needed : allowed);
                lacking.put(topic.name(), lack);
                if (!lack.contains(AclOperation.DESCRIBE_CONFIGS)) {
                    visible.add(topic);
                }
            } catch (UnknownTopicOrPartitionException e) {
                lacking.put(topic.name(), orCreation(topic, Set.of()));
            } catch (AuthorizationException e) {
                lacking.put(topic.name(), orCreation(topic, needed)); // the broker does not tell whether it is there
            }
        }
        byOperations(lacking).forEach((operations, names) -> missing.add(operations + " " + names));
    }

    /** One command for all topics that lack the same. */
    private static Map<String, String> byOperations(Map<String, Set<AclOperation>> lacking) {
        Map<String, String> commands = new TreeMap<>();
        lacking.forEach((topic, operations) -> {
            if (!operations.isEmpty()) {
                String words = operations.stream()
                        .map(operation -> "--operation " + camel(operation))
                        .collect(Collectors.joining(" "));
                commands.merge(words, "--topic " + topic, (one, other) -> one + " " + other);
            }
        });
        return commands;
    }

    private void group(String id) {
        try {
            var group = admin.admin()
                    .describeConsumerGroups(
                            List.of(id), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                    .describedGroups()
                    .get(id);
            Set<AclOperation> allowed = admin.answer(requireNonNull(group)).authorizedOperations();
            if (allowed != null && !allowed.contains(AclOperation.READ)) {
                missing.add("--operation Read --group " + id);
            }
        } catch (GroupIdNotFoundException e) {
            // may be seen, and is not there yet
        } catch (AuthorizationException e) {
            missing.add("--operation Read --group " + id);
        }
    }

    private void application(String id) {
        group(id);
        transaction(id + "-doctor", id, PREFIXED);
        if (!mayCreate(id + "-doctor-changelog")) {
            missing.add("--operation All --topic " + id + "-" + PREFIXED);
        }
    }

    /**
     * Whether a transactional id may be seen.
     *
     * @param asked one that may not be there
     * @param allowed what is allowed where it may not be
     * @param pattern of what is allowed
     */
    private void transaction(String asked, String allowed, String pattern) {
        try {
            admin.answer(admin.admin().describeTransactions(List.of(asked)).description(asked));
        } catch (TransactionalIdNotFoundException e) {
            // may be seen, and is not there
        } catch (AuthorizationException e) {
            missing.add("--operation Describe --operation Write --transactional-id " + allowed + pattern);
        }
    }

    private Set<AclOperation> orCreation(Topic topic, Set<AclOperation> lacking) {
        Set<AclOperation> all = EnumSet.noneOf(AclOperation.class);
        all.addAll(lacking);
        if (!mayCreate(topic.name())) {
            all.add(AclOperation.CREATE);
        }
        return all;
    }

    /** Asks the broker to check a topic that is then not created. */
    private boolean mayCreate(String topic) {
        NewTopic request = new NewTopic(topic, 1, (short) 1);
        try {
            admin.answer(admin.admin()
                    .createTopics(List.of(request), new CreateTopicsOptions().validateOnly(true))
                    .all());
            return true;
        } catch (AuthorizationException e) {
            return false;
        } catch (TopicExistsException e) {
            return true;
        } catch (ApiException e) {
            return true; // a policy of the cluster, which the start would name; but not for want of a right
        }
    }

    /** As Kafka's tools write it: {@code DescribeConfigs}. */
    static String camel(AclOperation operation) {
        StringBuilder words = new StringBuilder();
        for (String word : operation.name().split("_", -1)) {
            words.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return words.toString();
    }
}
