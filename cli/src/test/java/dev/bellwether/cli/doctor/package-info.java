/** The doctor, before clusters that are as they should be, and before others. */
@NullMarked
package dev.bellwether.cli.doctor;

import org.jspecify.annotations.NullMarked;
