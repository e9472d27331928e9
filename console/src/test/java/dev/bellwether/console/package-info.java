@NullMarked
package dev.bellwether.console;

import org.jspecify.annotations.NullMarked;
