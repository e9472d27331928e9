package dev.bellwether.cli.doctor;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.bellwether.cli.config.Settings;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What roles have to be allowed on a Kafka cluster.
 *
 * @param topics operations by topic; every process looks at all topics when it starts
 * @param applications ids of Kafka Streams applications: each is a group to read, a prefix of transactional ids to write, and a prefix of
 *     topics where everything is allowed
 * @param transactions transactional ids to write that are no application's
 * @param groups to read, of consumers that are no Streams application
 */
record Rights(
        Map<String, Set<AclOperation>> topics, Set<String> applications, Set<String> transactions, Set<String> groups) {

    Rights {
        topics = Map.copyOf(topics);
        applications = Set.copyOf(applications);
        transactions = Set.copyOf(transactions);
        groups = Set.copyOf(groups);
    }

    /**
     * The rights of a process.
     *
     * @param roles what it does
     * @param wanted the topics that there have to be
     */
    static Rights of(Collection<String> roles, Topics topics, Collection<Topic> wanted) {
        Collecting collecting = new Collecting(topics, wanted);
        wanted.forEach(topic -> collecting.allow(topic, DESCRIBE, DESCRIBE_CONFIGS));
        roles.forEach(collecting::add);
        return new Rights(collecting.operations, collecting.applications, collecting.transactions, Set.of());
    }

    /** The same, for a process that tells Alertmanagers of alerts too. */
    Rights withNotification(Topics names) {
        Map<String, Set<AclOperation>> operations = new LinkedHashMap<>(topics);
        operations.merge(names.alerts().name(), EnumSet.of(READ), Rights::union);
        return new Rights(operations, applications, transactions, Set.of(names.prefix() + "notification"));
    }

    private static Set<AclOperation> union(Set<AclOperation> one, Set<AclOperation> other) {
        Set<AclOperation> all = EnumSet.copyOf(one);
        all.addAll(other);
        return all;
    }

    /** Role by role. */
    private static final class Collecting {

        private final Map<String, Set<AclOperation>> operations = new LinkedHashMap<>();
        private final Set<String> applications = new TreeSet<>();
        private final Set<String> transactions = new TreeSet<>();
        private final Topics topics;
        private final Collection<Topic> wanted;

        Collecting(Topics topics, Collection<Topic> wanted) {
            this.topics = topics;
            this.wanted = wanted;
        }

        void add(String role) {
            switch (role) {
                case "ingest" ->
                    Stream.of(topics.otlpSpans(), topics.otlpMetrics(), topics.otlpLogs(), topics.prometheusSamples())
                            .forEach(topic -> allow(topic, WRITE));
                case "processors" -> processors();
                case "alerting" -> {
                    application("alerting");
                    allow(topics.redDeltas(), READ);
                    allow(topics.alerts(), WRITE);
                    allow(topics.alertEvents(), WRITE);
                    application("rules");
                    allow(topics.samples(), READ, WRITE); // what rules record for others
                    allow(topics.rules(), READ, WRITE); // files that the configuration names
                }
                case "verification" -> {
                    application("verification");
                    allow(topics.redDeltas(), READ);
                    allow(topics.deployments(), READ, WRITE);
                    allow(topics.verdicts(), WRITE);
                }
                case "console" -> {
                    topics.all().stream().filter(Topic::holdsFacts).forEach(topic -> allow(topic, READ));
                    allow(topics.deployments(), WRITE);
                    allow(topics.rules(), WRITE);
                    deadLetters();
                }
                case Settings.KUBERNETES_ROLE -> {
                    application("rollouts");
                    allow(topics.kubernetes(), READ, WRITE);
                    allow(topics.deployments(), WRITE);
                }
                default -> throw new IllegalArgumentException("role: " + role + " (expected: one that is known)");
            }
        }

        private void processors() {
            application("fold");
            allow(topics.otlpSpans(), READ, WRITE); // ticks
            allow(topics.redDeltas(), READ, WRITE); // excuses
            application("fold-logs");
            allow(topics.otlpLogs(), READ, WRITE);
            allow(topics.logDeltas(), WRITE);
            application("match");
            Stream.of(topics.otlpMetrics(), topics.prometheusSamples()).forEach(topic -> allow(topic, READ, WRITE));
            allow(topics.samples(), WRITE);
            allow(topics.rules(), READ);
            application("red-windows");
            allow(topics.redWindows(), WRITE);
            allow(topics.kubernetes(), READ);
            if (topics.optional().stream().anyMatch(wanted::contains)) {
                application("enrich");
                allow(topics.otlpMetrics(), READ);
                topics.optional().stream().filter(wanted::contains).forEach(topic -> allow(topic, WRITE));
            }
        }

        /** Read, and written back to raw topics in a transaction; elsewhere only by force, with a right that somebody gives for it. */
        private void deadLetters() {
            allow(topics.deadLetters(), READ, WRITE);
            Stream.of(topics.otlpSpans(), topics.otlpMetrics(), topics.otlpLogs())
                    .forEach(topic -> allow(topic, WRITE));
            transactions.add(topics.prefix() + "dead-letters-replay");
        }

        private void application(String name) {
            applications.add(topics.prefix() + name);
            allow(topics.deadLetters(), WRITE);
        }

        void allow(Topic topic, AclOperation... allowed) {
            Set<AclOperation> known =
                    operations.computeIfAbsent(topic.name(), absent -> EnumSet.noneOf(AclOperation.class));
            known.addAll(Set.of(allowed));
        }
    }
}
