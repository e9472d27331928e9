/** Files that are read at the start and again whenever they change. */
@NullMarked
package dev.bellwether.edge.file;

import org.jspecify.annotations.NullMarked;
