/** Reading OTLP requests as bytes: one pass, no objects for what is only looked at. */
@NullMarked
package dev.bellwether.telemetry.otlp;

import org.jspecify.annotations.NullMarked;
