package dev.bellwether.processors.fold;

/** Where a record stands in its topic, and when the broker appended it (milliseconds since the epoch). */
public record Origin(String topic, int partition, long offset, long logTime) {}
