/** Requests that a client has sent again. */
@NullMarked
package dev.bellwether.processors.retry;

import org.jspecify.annotations.NullMarked;
