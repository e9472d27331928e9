@NullMarked
package dev.bellwether.kubernetes.directory;

import org.jspecify.annotations.NullMarked;
