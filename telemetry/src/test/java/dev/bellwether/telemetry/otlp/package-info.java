@NullMarked
package dev.bellwether.telemetry.otlp;

import org.jspecify.annotations.NullMarked;
