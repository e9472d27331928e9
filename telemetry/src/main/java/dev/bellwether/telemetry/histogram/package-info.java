/** Base-2 exponential histograms of non-negative whole numbers, and their binary form. */
@NullMarked
package dev.bellwether.telemetry.histogram;

import org.jspecify.annotations.NullMarked;
