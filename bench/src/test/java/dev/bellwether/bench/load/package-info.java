@NullMarked
package dev.bellwether.bench.load;

import org.jspecify.annotations.NullMarked;
