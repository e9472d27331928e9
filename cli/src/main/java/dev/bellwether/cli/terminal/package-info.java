/** What a person at a terminal reads. */
@NullMarked
package dev.bellwether.cli.terminal;

import org.jspecify.annotations.NullMarked;
