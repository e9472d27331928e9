@NullMarked
package dev.bellwether.console.log;

import org.jspecify.annotations.NullMarked;
