@NullMarked
package dev.bellwether.edge.access;

import org.jspecify.annotations.NullMarked;
