@NullMarked
package dev.bellwether.ingest.append;

import org.jspecify.annotations.NullMarked;
