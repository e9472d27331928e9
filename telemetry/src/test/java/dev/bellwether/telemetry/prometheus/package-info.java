@NullMarked
package dev.bellwether.telemetry.prometheus;

import org.jspecify.annotations.NullMarked;
