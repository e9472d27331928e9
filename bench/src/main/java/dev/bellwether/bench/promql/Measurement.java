package dev.bellwether.bench.promql;

import java.time.Duration;

/**
 * Measures the processor time of a query: after a warm-up of so much processor time, in as many runs as take that much again, at least three.
 * It is the time of the whole process, with its garbage collector and its compiler.
 *
 * @param perPhase processor time of the warm-up, and of the measurement
 */
record Measurement(Duration perPhase) {

    private static final int LEAST_RUNS = 3;

    /** How many runs a loop may have in which no processor time is seen. */
    private static final int MOST_RUNS = 100_000;

    Cost of(QueryEngine engine, BenchQuery query, QueryKind kind) {
        Phase first = phase(engine, query, kind, 1, Duration.ZERO);
        Phase warmUp = phase(engine, query, kind, LEAST_RUNS, perPhase);
        Phase measured = phase(engine, query, kind, LEAST_RUNS, perPhase);
        return new Cost(
                first.cpu,
                1 + warmUp.runs,
                first.cpu.plus(warmUp.cpu),
                measured.runs,
                measured.cpu.dividedBy(measured.runs));
    }

    private record Phase(int runs, Duration cpu) {}

    private static Phase phase(QueryEngine engine, BenchQuery query, QueryKind kind, int leastRuns, Duration least) {
        Duration before = engine.cpu();
        Duration spent = Duration.ZERO;
        int runs = 0;
        while (runs < leastRuns || spent.compareTo(least) < 0 && runs < MOST_RUNS) {
            engine.run(query, kind);
            runs++;
            spent = engine.cpu().minus(before);
        }
        return new Phase(runs, spent);
    }
}
