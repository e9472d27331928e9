package dev.bellwether.alerting.rulefile;

import java.util.List;

/** The rule files that the configuration names cannot be used, with everything that is wrong with any of them. */
public final class RuleFilesException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    RuleFilesException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each in a line with its place. */
    public List<String> problems() {
        return problems;
    }
}
