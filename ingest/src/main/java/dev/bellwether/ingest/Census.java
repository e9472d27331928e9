package dev.bellwether.ingest;

/**
 * What is in a request that is well-formed.
 *
 * @param items spans, data points, log records or samples
 * @param withinLimits whether all of them are within the limits of an item, as far as {@link Content#count} has looked; {@link
 *     Content#split} leaves out those that are not
 */
record Census(long items, boolean withinLimits) {}
