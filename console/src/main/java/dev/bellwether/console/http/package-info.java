/** Routes: what they take, what they answer, and what they say when they cannot. */
@NullMarked
package dev.bellwether.console.http;

import org.jspecify.annotations.NullMarked;
