package dev.bellwether.promql.eval;

/** A query that has no result: series that cannot be matched, a limit, an argument out of range. */
public final class EvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public EvaluationException(String message) {
        super(message);
    }
}
