@NullMarked
package dev.bellwether.ingest.json;

import org.jspecify.annotations.NullMarked;
