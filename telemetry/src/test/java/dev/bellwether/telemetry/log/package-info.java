@NullMarked
package dev.bellwether.telemetry.log;

import org.jspecify.annotations.NullMarked;
