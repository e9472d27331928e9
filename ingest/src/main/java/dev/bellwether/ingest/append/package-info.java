/** The way of a request's bytes onto the topics. */
@NullMarked
package dev.bellwether.ingest.append;

import org.jspecify.annotations.NullMarked;
