/** Telemetry, with what Kubernetes says of where it comes from. */
@NullMarked
package dev.bellwether.processors.enrich;

import org.jspecify.annotations.NullMarked;
