package dev.bellwether.promql.eval;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;

/** Asked again and again while a query is evaluated. An interrupted thread is a cancelled query in any case. */
@FunctionalInterface
public interface Cancellation {

    /** Goes on to the end. */
    Cancellation NEVER = () -> false;

    /** Ends a query that still runs at a time. */
    static Cancellation at(Instant deadline, InstantSource clock) {
        requireNonNull(deadline, "deadline");
        requireNonNull(clock, "clock");
        return new Cancellation() {
            @Override
            public boolean isCancelled() {
                return !clock.instant().isBefore(deadline);
            }

            @Override
            public String reason() {
                return "query timed out";
            }
        };
    }

    /**
     * Whether nobody waits for the result any more. Called between two series, or two windows of one, as soon as a thousand samples were
     * gone through since the last call; not while one of them is worked on, while something is sorted, or within a {@code Queryable}.
     */
    boolean isCancelled();

    /** The message of the exception that ends the query. */
    default String reason() {
        return "query was cancelled";
    }
}
