package dev.bellwether.alerting.rulebook;

import java.util.List;

/** Rules that Prometheus takes, and that cannot be evaluated on the log; with the reason of each. */
public final class UnansweredRulesException extends Exception {

    private static final long serialVersionUID = 1;

    private final List<String> problems;

    UnansweredRulesException(String file, List<String> problems) {
        super(file + ": " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One for each rule, with its group and name. */
    public List<String> problems() {
        return problems;
    }
}
