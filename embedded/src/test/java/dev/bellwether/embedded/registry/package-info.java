@NullMarked
package dev.bellwether.embedded.registry;

import org.jspecify.annotations.NullMarked;
