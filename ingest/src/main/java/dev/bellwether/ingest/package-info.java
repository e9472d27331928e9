/** The OTLP server: the world to topics. */
@NullMarked
package dev.bellwether.ingest;

import org.jspecify.annotations.NullMarked;
