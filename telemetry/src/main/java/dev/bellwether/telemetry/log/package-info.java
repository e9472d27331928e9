/** Log records: how severe they are, and the templates of their messages. */
@NullMarked
package dev.bellwether.telemetry.log;

import org.jspecify.annotations.NullMarked;
