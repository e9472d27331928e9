/** Where series come from: an interface, and one implementation in memory. */
@NullMarked
package dev.bellwether.promql.storage;

import org.jspecify.annotations.NullMarked;
