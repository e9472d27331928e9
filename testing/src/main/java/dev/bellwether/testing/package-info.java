/** Fixtures that the tests of several modules share; test scope only. */
@NullMarked
package dev.bellwether.testing;

import org.jspecify.annotations.NullMarked;
