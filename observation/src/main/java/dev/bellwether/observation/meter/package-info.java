/** What is counted and measured: the catalogue of all meters, and counters that wait for their transaction. */
@NullMarked
package dev.bellwether.observation.meter;

import org.jspecify.annotations.NullMarked;
