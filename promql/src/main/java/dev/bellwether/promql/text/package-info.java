/** Strings, numbers, durations and regular expressions as Prometheus, and so Go, writes them. */
@NullMarked
package dev.bellwether.promql.text;

import org.jspecify.annotations.NullMarked;
