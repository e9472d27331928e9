/** Generates OTLP traffic at a given rate, and says how it was answered. */
@NullMarked
package dev.bellwether.bench.load;

import org.jspecify.annotations.NullMarked;
