package dev.bellwether.bench.promql;

/** At how many times a query is evaluated. */
enum QueryKind {
    /** At one. */
    INSTANT,
    /** At 21: ten minutes in steps of 30 seconds. */
    RANGE;

    String label() {
        return this == INSTANT ? "instant" : "range";
    }
}
