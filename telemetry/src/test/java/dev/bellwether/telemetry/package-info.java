@NullMarked
package dev.bellwether.telemetry;

import org.jspecify.annotations.NullMarked;
