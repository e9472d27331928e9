@NullMarked
package dev.bellwether.edge.trace;

import org.jspecify.annotations.NullMarked;
