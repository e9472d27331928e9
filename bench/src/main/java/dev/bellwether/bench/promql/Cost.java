package dev.bellwether.bench.promql;

import java.time.Duration;

/**
 * What a query takes of the processor in one engine, once it is warm.
 *
 * @param first processor time of the very first run, in steps of the kernel's clock, of 10 ms mostly
 * @param warmUpRuns runs before the measurement
 * @param warmUp processor time of these, all together
 * @param runs runs measured
 * @param perRun mean processor time of one of these
 */
public record Cost(Duration first, int warmUpRuns, Duration warmUp, int runs, Duration perRun) {}
