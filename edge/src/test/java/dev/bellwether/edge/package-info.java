@NullMarked
package dev.bellwether.edge;

import org.jspecify.annotations.NullMarked;
