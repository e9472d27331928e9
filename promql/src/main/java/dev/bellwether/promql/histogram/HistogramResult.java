package dev.bellwether.promql.histogram;

/**
 * What combining two histograms gave.
 *
 * @param resetsCollide whether one was known to start anew and the other was known not to
 * @param boundsDiffered whether the custom bounds were not the same, and those of one only were dropped
 */
public record HistogramResult(NativeHistogram histogram, boolean resetsCollide, boolean boundsDiffered) {}
