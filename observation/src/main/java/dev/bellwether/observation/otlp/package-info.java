/** The traces and metrics of this process itself, on their way out over OTLP. */
@NullMarked
package dev.bellwether.observation.otlp;

import org.jspecify.annotations.NullMarked;
