/** Label sets, and the matchers that select them. */
@NullMarked
package dev.bellwether.promql.labels;

import org.jspecify.annotations.NullMarked;
