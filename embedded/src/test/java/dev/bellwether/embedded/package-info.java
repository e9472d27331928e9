@NullMarked
package dev.bellwether.embedded;

import org.jspecify.annotations.NullMarked;
