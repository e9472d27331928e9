package dev.bellwether.promql.rules;

/** A rule that has no result in this evaluation; its alerts and series stay as they are. */
final class RuleFailureException extends Exception {

    private static final long serialVersionUID = 1L;

    RuleFailureException(String message) {
        super(message);
    }
}
