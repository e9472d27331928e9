@NullMarked
package dev.bellwether.kubernetes.watch;

import org.jspecify.annotations.NullMarked;
