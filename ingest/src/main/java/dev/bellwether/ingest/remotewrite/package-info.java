/** Messages of Prometheus remote write, versions 1 and 2: checked, counted and split without being decoded. */
@NullMarked
package dev.bellwether.ingest.remotewrite;

import org.jspecify.annotations.NullMarked;
