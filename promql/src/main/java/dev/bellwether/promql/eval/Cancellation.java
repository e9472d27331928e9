package dev.bellwether.promql.eval;

/** Asked now and then while a query is evaluated. An interrupted thread is a cancelled query in any case. */
@FunctionalInterface
public interface Cancellation {

    /** Goes on to the end. */
    Cancellation NEVER = () -> false;

    /** Whether nobody waits for the result any more, for instance because its time is over. */
    boolean isCancelled();
}
