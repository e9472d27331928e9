/** The evaluator: from a tree and series to values. */
@NullMarked
package dev.bellwether.promql.eval;

import org.jspecify.annotations.NullMarked;
