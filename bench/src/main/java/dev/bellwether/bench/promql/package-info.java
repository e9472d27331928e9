/** PromQL beside a real Prometheus: the same series, the same queries, the same results, and what they cost of the CPU. */
@NullMarked
package dev.bellwether.bench.promql;

import org.jspecify.annotations.NullMarked;
