@NullMarked
package dev.bellwether.ingest.remotewrite;

import org.jspecify.annotations.NullMarked;
