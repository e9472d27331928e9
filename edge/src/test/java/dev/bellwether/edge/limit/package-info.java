@NullMarked
package dev.bellwether.edge.limit;

import org.jspecify.annotations.NullMarked;
