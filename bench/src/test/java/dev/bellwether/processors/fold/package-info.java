@NullMarked
package dev.bellwether.processors.fold;

import org.jspecify.annotations.NullMarked;
