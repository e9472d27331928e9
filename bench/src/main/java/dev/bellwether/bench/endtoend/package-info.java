/** Whole processes under load: what they take in, what it costs of the processor, and whether what they say is right. */
@NullMarked
package dev.bellwether.bench.endtoend;

import org.jspecify.annotations.NullMarked;
