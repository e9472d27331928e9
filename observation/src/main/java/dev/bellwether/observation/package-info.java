/** How a process of Bellwether shows itself. */
@NullMarked
package dev.bellwether.observation;

import org.jspecify.annotations.NullMarked;
