package dev.bellwether.cli.crash;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.VerdictStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Whether each deployment began once, ended once, and got one final verdict, which is the one that its fault asks for. */
final class VerdictAudit {

    private static final Set<DeploymentPhase> ENDS =
            Set.of(DeploymentPhase.FINISHED, DeploymentPhase.SUPERSEDED, DeploymentPhase.ROLLED_BACK);

    private VerdictAudit() {}

    /**
     * What is wrong, in words.
     *
     * @param expected by service and version, {@code checkout 2.0.0}: every deployment that there should be
     */
    static List<String> findings(
            Map<String, VerdictStatus> expected, List<DeploymentEvent> events, List<Verdict> verdicts) {
        List<String> findings = new ArrayList<>();
        Map<String, String> subjects = new HashMap<>();
        for (DeploymentEvent event : events) {
            String subject = event.getService() + " " + event.getVersion();
            if (event.getPhase() == DeploymentPhase.STARTED && subjects.put(event.getDeployment(), subject) != null) {
                findings.add(subject + ": started twice as " + event.getDeployment());
            }
        }
        Map<String, Integer> ends = new HashMap<>();
        events.stream()
                .filter(event -> ENDS.contains(event.getPhase()))
                .forEach(event -> ends.merge(event.getDeployment(), 1, Integer::sum));
        Map<String, VerdictStatus> found = new TreeMap<>();
        for (Verdict verdict : verdicts) {
            String subject = verdict.getService() + " " + verdict.getVersion();
            if (!subject.equals(subjects.get(verdict.getDeployment()))) {
                findings.add(subject + ": a verdict on " + verdict.getDeployment() + ", which did not start");
            }
            if (ends.getOrDefault(verdict.getDeployment(), 0) != 1) {
                findings.add(subject + ": ended " + ends.getOrDefault(verdict.getDeployment(), 0) + " times");
            }
            if (verdict.getFinal$() && found.put(subject, verdict.getStatus()) != null) {
                findings.add(subject + ": a second final verdict");
            }
        }
        if (!found.equals(expected) || subjects.size() != expected.size()) {
            findings.add("final verdicts " + found + " on " + subjects.values() + " (expected: " + expected + ")");
        }
        return findings;
    }
}
