package dev.bellwether.cli.doctor;

import dev.bellwether.cli.node.OutsideCluster;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.TopicFinding;
import dev.bellwether.schemas.TopicFinding.Severity;
import dev.bellwether.schemas.TopicProvisioner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether the topics that there are mean what Bellwether takes them for. */
final class TopicsCheck {

    static final String NAME = "kafka topics";

    private final AdminQuestions admin;
    private final OutsideCluster cluster;
    private final Duration patience;

    TopicsCheck(AdminQuestions admin, OutsideCluster cluster, Duration patience) {
        this.admin = admin;
        this.cluster = cluster;
        this.patience = patience;
    }

    /** @param visible those that there are, and whose settings may be looked at */
    List<Finding> findings(List<Topic> visible) {
        List<Finding> findings = new ArrayList<>();
        for (TopicFinding finding :
                new TopicProvisioner(admin.admin(), cluster.servers(), cluster.profile(), patience).inspect(visible)) {
            String found = finding.topic() + " " + finding.problem();
            findings.add(
                    finding.severity() == Severity.REFUSAL
                            ? Finding.problem(NAME, found, finding.fix())
                            : Finding.warning(NAME, found, finding.fix()));
        }
        if (findings.isEmpty()) {
            int others = cluster.wanted().size() - visible.size();
            findings.add(Finding.ok(
                    NAME,
                    visible.size() + " as they should be"
                            + (others == 0 ? "" : "; " + others + " not there, or not to be seen")));
        }
        return findings;
    }
}
