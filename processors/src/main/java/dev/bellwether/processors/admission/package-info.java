/** Which services, versions and operations are kept apart: one rule for all readers of RED deltas. */
@NullMarked
package dev.bellwether.processors.admission;

import org.jspecify.annotations.NullMarked;
