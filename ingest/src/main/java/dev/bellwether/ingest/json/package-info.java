/** OTLP/JSON, read into the protobuf form. */
@NullMarked
package dev.bellwether.ingest.json;

import org.jspecify.annotations.NullMarked;
