package dev.bellwether.cli.doctor;

import dev.bellwether.cli.node.OutsideCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Looks at a cluster from the outside in: address, encryption and trust, credentials, brokers, rights, topics; then at the registry. A
 * check that needs another one to have gone well is skipped, and says so. Nothing is created or changed.
 */
public final class Doctor {

    private final OutsideCluster cluster;
    private final Duration patience;

    /** @param patience how long each question may take */
    public Doctor(OutsideCluster cluster, Duration patience) {
        this.cluster = cluster;
        this.patience = patience;
    }

    /** Everything that was found, in the order in which it was looked at. */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>(kafka());
        findings.addAll(new RegistryCheck(cluster, patience).findings());
        return List.copyOf(findings);
    }

    private List<Finding> kafka() {
        AddressCheck addresses = new AddressCheck(cluster.servers(), patience);
        List<Finding> findings = new ArrayList<>(addresses.findings());
        if (addresses.reachable().isEmpty()) {
            return withSkipped(findings, "no address answers");
        }
        List<Finding> encryption =
                EncryptionCheck.findings(addresses.reachable().get(0), cluster.client(), patience);
        findings.addAll(encryption);
        if (encryption.stream().anyMatch(Finding::isProblem)) {
            return withSkipped(findings, "the connection cannot be made");
        }
        try (Admin admin = Admin.create(clientProperties())) {
            findings.addAll(inside(new AdminQuestions(admin, patience)));
        } catch (KafkaException e) {
            findings.add(ConnectionTrouble.of(e));
            return withSkipped(findings, "the connection cannot be made");
        }
        return findings;
    }

    private List<Finding> inside(AdminQuestions admin) {
        List<Finding> findings = new ArrayList<>(new BrokerCheck(admin, cluster, patience).findings());
        if (findings.stream().anyMatch(finding -> finding.check().equals(BrokerCheck.VERSION) && finding.isProblem())) {
            return withSkipped(findings, "the brokers cannot serve this");
        }
        AccessCheck access = new AccessCheck(admin, cluster);
        findings.addAll(access.findings());
        findings.addAll(new TopicsCheck(admin, cluster, patience).findings(access.visibleTopics()));
        return findings;
    }

    private static List<Finding> withSkipped(List<Finding> findings, String why) {
        List<Finding> all = new ArrayList<>(findings);
        for (String check : List.of(BrokerCheck.BROKERS, AccessCheck.NAME, TopicsCheck.NAME)) {
            if (findings.stream().noneMatch(finding -> finding.check().equals(check))) {
                all.add(Finding.skipped(check, why));
            }
        }
        return all;
    }

    private Map<String, Object> clientProperties() {
        Map<String, Object> properties = new HashMap<>(cluster.client());
        int millis = Math.toIntExact(patience.toMillis());
        properties.put("default.api.timeout.ms", millis);
        properties.put("request.timeout.ms", millis);
        properties.putIfAbsent("client.id", "bellwether-doctor");
        return properties;
    }
}
