@NullMarked
package dev.bellwether.bench.promql;

import org.jspecify.annotations.NullMarked;
