/** Spans of the requests that listeners answer. */
@NullMarked
package dev.bellwether.edge.trace;

import org.jspecify.annotations.NullMarked;
