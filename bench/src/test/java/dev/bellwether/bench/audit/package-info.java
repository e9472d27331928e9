@NullMarked
package dev.bellwether.bench.audit;

import org.jspecify.annotations.NullMarked;
