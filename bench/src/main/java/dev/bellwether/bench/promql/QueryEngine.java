package dev.bellwether.bench.promql;

import java.time.Duration;

/** An engine that is measured: it holds its series, and answers queries. */
interface QueryEngine {

    /** Evaluates a query, and does not look at the result. */
    void run(BenchQuery query, QueryKind kind);

    /** Evaluates a query. */
    Answer answer(BenchQuery query, QueryKind kind);

    /** Processor time that its process has taken so far: of all threads, in user mode and in the kernel. */
    Duration cpu();
}
