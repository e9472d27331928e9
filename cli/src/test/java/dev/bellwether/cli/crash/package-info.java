/**
 * Bellwether killed, held up and taken over while load goes on; and whether its topics say afterwards exactly what was
 * acknowledged.
 */
@NullMarked
package dev.bellwether.cli.crash;

import org.jspecify.annotations.NullMarked;
