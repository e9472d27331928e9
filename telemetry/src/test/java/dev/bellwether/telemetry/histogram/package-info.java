@NullMarked
package dev.bellwether.telemetry.histogram;

import org.jspecify.annotations.NullMarked;
