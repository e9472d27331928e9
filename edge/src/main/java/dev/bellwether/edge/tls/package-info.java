/** Certificates and keys: read, checked, and read again when they change. */
@NullMarked
package dev.bellwether.edge.tls;

import org.jspecify.annotations.NullMarked;
