@NullMarked
package dev.bellwether.edge.file;

import org.jspecify.annotations.NullMarked;
