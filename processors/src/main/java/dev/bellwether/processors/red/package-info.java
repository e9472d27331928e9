/** RED deltas to windows with revisions. */
@NullMarked
package dev.bellwether.processors.red;

import org.jspecify.annotations.NullMarked;
