/** OTLP metrics as Prometheus series: names, labels, samples, and deltas added up. */
@NullMarked
package dev.bellwether.telemetry.prometheus;

import org.jspecify.annotations.NullMarked;
