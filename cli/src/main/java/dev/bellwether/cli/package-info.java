/** The bellwether command: roles, configuration, and the distribution. */
@NullMarked
package dev.bellwether.cli;

import org.jspecify.annotations.NullMarked;
