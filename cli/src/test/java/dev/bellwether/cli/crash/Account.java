package dev.bellwether.cli.crash;

import dev.bellwether.bench.audit.SeriesWindow;
import dev.bellwether.bench.audit.TopicReader;
import dev.bellwether.bench.audit.Totals;
import dev.bellwether.bench.audit.WindowAudit;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.VerdictStatus;
import dev.bellwether.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What stands on the topics in the end, held against what was acknowledged and what was rolled out. */
final class Account {

    private final Topics topics;
    private final TopicReader reader;

    Account(Topics topics, TopicReader reader) {
        this.topics = topics;
        this.reader = reader;
    }

    /**
     * What is wrong, in words; nothing where all is well.
     *
     * @param expected final verdicts by service and version
     * @param hold of the alerts
     */
    List<String> findings(SortedMap<SeriesWindow, Totals> ledger, Map<String, VerdictStatus> expected, Duration hold) {
        List<String> findings = traffic(ledger);
        findings.addAll(AlertAudit.findings(reader.values(topics.alertEvents(), Alert.class), hold));
        findings.addAll(VerdictAudit.findings(
                expected,
                reader.values(topics.deployments(), DeploymentEvent.class),
                reader.values(topics.verdicts(), Verdict.class)));
        reader.records(topics.deadLetters()).forEach(letter -> findings.add("a dead letter: " + letter));
        return findings;
    }

    /** The alerts that fired, in words. */
    List<String> lives() {
        return AlertAudit.lives(reader.values(topics.alertEvents(), Alert.class));
    }

    /** What deltas and windows say that the ledger does not, in words. */
    List<String> traffic(SortedMap<SeriesWindow, Totals> ledger) {
        List<String> findings = new ArrayList<>();
        findings.addAll(WindowAudit.ofDeltas(ledger, reader.values(topics.redDeltas(), RedDelta.class)));
        findings.addAll(WindowAudit.ofWindows(ledger, reader.values(topics.redWindows(), RedWindow.class)));
        return findings;
    }

    /** The moments at which no alert was pending that fired afterwards, in words. */
    List<String> withoutPendingAlert(List<Instant> moments) {
        List<Alert> events = reader.values(topics.alertEvents(), Alert.class);
        return moments.stream()
                .filter(moment -> AlertAudit.pendingAt(moment, events) == 0)
                .map(moment -> "no alert was pending at " + moment + " and fired after it")
                .toList();
    }
}
