/** Runs the test scripts of Prometheus. */
@NullMarked
package dev.bellwether.promql.conformance;

import org.jspecify.annotations.NullMarked;
