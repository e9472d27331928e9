@NullMarked
package dev.bellwether.console.status;

import org.jspecify.annotations.NullMarked;
