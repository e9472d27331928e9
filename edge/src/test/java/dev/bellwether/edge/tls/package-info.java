@NullMarked
package dev.bellwether.edge.tls;

import org.jspecify.annotations.NullMarked;
