package dev.bellwether.cli.doctor;

import dev.bellwether.cli.config.Settings;
import dev.bellwether.cli.node.OutsideCluster;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** How many brokers there are, whether each can be reached where it says, and what they can do. */
final class BrokerCheck {

    static final String BROKERS = "kafka brokers";
    static final String VERSION = "kafka version";

    /** With it a producer that was cut off cannot write into the next one's transaction. */
    private static final String TRANSACTIONS = "transaction.version";

    private static final int SAFE_TRANSACTIONS = 2;

    private final AdminQuestions admin;
    private final OutsideCluster cluster;
    private final Duration patience;

    BrokerCheck(AdminQuestions admin, OutsideCluster cluster, Duration patience) {
        this.admin = admin;
        this.cluster = cluster;
        this.patience = patience;
    }

    /** @throws KafkaException if nobody answers, or nobody is let in */
    List<Finding> findings() {
        Collection<Node> nodes = admin.answer(admin.admin().describeCluster().nodes());
        List<Finding> findings = new ArrayList<>();
        findings.add(number(nodes));
        advertised(nodes, findings);
        findings.add(version());
        return findings;
    }

    private Finding number(Collection<Node> nodes) {
        int wanted = cluster.profile().replicationFactor();
        String found = nodes.size() + (nodes.size() == 1 ? " broker" : " brokers") + ", replication factor " + wanted;
        if (nodes.size() >= wanted) {
            return Finding.ok(
                    BROKERS, found + ", of which " + cluster.profile().minInsyncReplicas() + " must have a record");
        }
        return Finding.warning(
                BROKERS,
                found + ": topics are created with fewer copies, and losing one broker may lose records",
                "add brokers, or set " + Settings.REPLICATION.key() + "=" + nodes.size()
                        + " if this is meant to be so");
    }

    private void advertised(Collection<Node> nodes, List<Finding> findings) {
        for (Node node : nodes) {
            AddressCheck.trouble(new InetSocketAddress(node.host(), node.port()), patience)
                    .ifPresent(why -> findings.add(Finding.problem(
                            BROKERS,
                            "broker " + node.id() + " says that it is to be reached at " + node.host() + ":"
                                    + node.port() + ": " + why,
                            "set advertised.listeners of the broker to an address that can be reached from here")));
        }
    }

    private Finding version() {
        try {
            mayKnowTransactions();
        } catch (UnsupportedVersionException e) {
            return tooOld(String.valueOf(e.getMessage()));
        }
        Map<String, FinalizedVersionRange> features =
                admin.answer(admin.admin().describeFeatures().featureMetadata()).finalizedFeatures();
        FinalizedVersionRange transactions = features.get(TRANSACTIONS);
        if (transactions == null || transactions.maxVersionLevel() < SAFE_TRANSACTIONS) {
            return Finding.warning(
                    VERSION,
                    TRANSACTIONS + " is " + (transactions == null ? "unknown to them" : transactions.maxVersionLevel())
                            + " (tested with " + SAFE_TRANSACTIONS + ")",
                    "use Kafka 4.0 or newer, and kafka-features.sh --bootstrap-server " + cluster.servers()
                            + " upgrade --feature " + TRANSACTIONS + "=" + SAFE_TRANSACTIONS);
        }
        return Finding.ok(VERSION, shown(features));
    }

    /** Asks for a transaction that nobody has: brokers that know the question say so. */
    private void mayKnowTransactions() {
        String nobodys = cluster.topics().prefix() + "doctor";
        try {
            admin.answer(admin.admin().describeTransactions(List.of(nobodys)).description(nobodys));
        } catch (TransactionalIdNotFoundException | AuthorizationException e) {
            // they know it
        }
    }

    static Finding tooOld(String said) {
        return Finding.problem(
                VERSION,
                "the brokers are older than Kafka 3.0: " + said,
                "update them: 3.0 is the oldest whose transactions can be looked into, 4.0 the oldest with "
                        + TRANSACTIONS + "=" + SAFE_TRANSACTIONS);
    }

    private static String shown(Map<String, FinalizedVersionRange> features) {
        return features.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(feature -> feature.getKey() + " " + feature.getValue().maxVersionLevel())
                .collect(Collectors.joining(", "));
    }
}
