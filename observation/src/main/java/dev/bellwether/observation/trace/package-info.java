/** Where the parts of a process get their spans from. */
@NullMarked
package dev.bellwether.observation.trace;

import org.jspecify.annotations.NullMarked;
