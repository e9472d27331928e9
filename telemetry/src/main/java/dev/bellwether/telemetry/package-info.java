/** Reading OTLP at wire level, the exponential histogram, Prometheus series of metrics, templates of log messages: a library without Kafka. */
@NullMarked
package dev.bellwether.telemetry;

import org.jspecify.annotations.NullMarked;
