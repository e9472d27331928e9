/** A compacted topic, read into memory and followed from there on. */
@NullMarked
package dev.bellwether.schemas.follow;

import org.jspecify.annotations.NullMarked;
