package dev.bellwether.schemas;

import dev.bellwether.schemas.TopicFinding.Severity;
import java.util.List;
import java.util.stream.Collectors;

/** Existing topics are set up so that facts would be lost or wrong. The message lists every finding with its fix. */
public final class UnfitTopicsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<TopicFinding> findings;

    UnfitTopicsException(List<TopicFinding> findings) {
        super(message(findings));
        this.findings = List.copyOf(findings);
    }

    /** Everything that was found, what could have been lived with included. */
    public List<TopicFinding> findings() {
        return findings;
    }

    private static String message(List<TopicFinding> findings) {
        long refusals =
                findings.stream().filter(f -> f.severity() == Severity.REFUSAL).count();
        return findings.stream()
                .map(finding -> (finding.severity() == Severity.REFUSAL ? "" : "(can wait) ") + finding)
                .collect(Collectors.joining(
                        "\n", refusals + " problem" + (refusals == 1 ? "" : "s") + " with existing topics:\n", ""));
    }
}
