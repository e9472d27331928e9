/** Strings, numbers and durations as Prometheus, and so Go, writes them. */
@NullMarked
package dev.bellwether.promql.text;

import org.jspecify.annotations.NullMarked;
