@NullMarked
package dev.bellwether.testing;

import org.jspecify.annotations.NullMarked;
