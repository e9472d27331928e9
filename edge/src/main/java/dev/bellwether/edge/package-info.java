/** What every listener of the process shares: where it listens, who may ask, and how much. */
@NullMarked
package dev.bellwether.edge;

import org.jspecify.annotations.NullMarked;
