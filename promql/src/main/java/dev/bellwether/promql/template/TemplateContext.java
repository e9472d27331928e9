package dev.bellwether.promql.template;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * What the functions of a template may ask for.
 *
 * @param time of the evaluation: what {@code now} says
 * @param externalUrl under which people reach the server, or empty
 * @param query what {@code query} runs, at that time
 */
public record TemplateContext(Instant time, String externalUrl, Query query) {

    static final TemplateContext EMPTY = new TemplateContext(Instant.EPOCH, "", expression -> List.of());

    /** Checks. */
    public TemplateContext {
        requireNonNull(time, "time");
        requireNonNull(externalUrl, "externalUrl");
        requireNonNull(query, "query");
    }

    /** Runs an expression of PromQL at the time of the evaluation. */
    @FunctionalInterface
    public interface Query {

        /** The samples of its vector, or its scalar as one sample without labels. */
        List<TemplateSample> samplesOf(String expression) throws QueryFailure;
    }

    /** A query that cannot be answered; its message becomes part of the template's error. */
    public static final class QueryFailure extends Exception {

        private static final long serialVersionUID = 1L;

        /** The failure with what is wrong. */
        public QueryFailure(String message) {
            super(message);
        }
    }
}
