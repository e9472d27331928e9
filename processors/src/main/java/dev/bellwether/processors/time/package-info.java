/** Log time: what readers of a topic know of how far its sources have been read. */
@NullMarked
package dev.bellwether.processors.time;

import org.jspecify.annotations.NullMarked;
