/** Stream processors: OTLP requests to RED deltas, deltas to windows. */
@NullMarked
package dev.bellwether.processors;

import org.jspecify.annotations.NullMarked;
