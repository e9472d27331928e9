/** What reading a request may take beside the request itself. */
@NullMarked
package dev.bellwether.ingest.memory;

import org.jspecify.annotations.NullMarked;
