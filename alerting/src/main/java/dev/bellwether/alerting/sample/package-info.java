/** Samples on their way to the rules that need them: as facts, and as the series that rules look at. No Kafka. */
@NullMarked
package dev.bellwether.alerting.sample;

import org.jspecify.annotations.NullMarked;
