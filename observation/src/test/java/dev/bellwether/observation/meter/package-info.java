@NullMarked
package dev.bellwether.observation.meter;

import org.jspecify.annotations.NullMarked;
