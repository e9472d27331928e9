package dev.bellwether.cli.crash;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A fact in its place.
 *
 * @param timestamp of the record: log time, milliseconds since the epoch
 * @param value null for a tombstone
 */
record Fact<T extends SpecificRecord>(
        int partition,
        long offset,
        long timestamp,
        @Nullable String key,
        @Nullable T value) {}
