/** Running a topology: settings, exactly-once, start and stop, dead letters. */
@NullMarked
package dev.bellwether.processors.runtime;

import org.jspecify.annotations.NullMarked;
