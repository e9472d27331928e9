/** Reading OTLP at wire level, and the exponential histogram: a library without Kafka. */
@NullMarked
package dev.bellwether.telemetry;

import org.jspecify.annotations.NullMarked;
