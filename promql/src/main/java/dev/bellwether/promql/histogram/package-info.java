/** Native histograms: exponential and custom buckets, and their arithmetic. */
@NullMarked
package dev.bellwether.promql.histogram;

import org.jspecify.annotations.NullMarked;
