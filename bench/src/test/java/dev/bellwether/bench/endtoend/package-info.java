@NullMarked
package dev.bellwether.bench.endtoend;

import org.jspecify.annotations.NullMarked;
