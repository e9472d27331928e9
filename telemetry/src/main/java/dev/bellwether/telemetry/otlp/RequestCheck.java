package dev.bellwether.telemetry.otlp;

/**
 * What a look at a whole request tells.
 *
 * @param items spans, data points or log records in it
 * @param withinLimits whether no attribute in it is too long, and nothing has too many; else {@link OtlpRequests#sift} says which
 *     items are concerned
 */
public record RequestCheck(long items, boolean withinLimits) {}
