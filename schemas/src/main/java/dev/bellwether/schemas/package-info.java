/** Avro contracts, the topic catalogue, codecs, and the schema registry client. */
@NullMarked
package dev.bellwether.schemas;

import org.jspecify.annotations.NullMarked;
